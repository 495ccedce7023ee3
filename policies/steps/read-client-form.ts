import { expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { bodyLargerThan } from './body-larger-than';
import { oauthErrorResponse } from './json-response';
import { FORM_REPEATS_A_FIELD, readForm } from './read-form';
import { refuseWhen } from './refuse-when';

const MAX_BODY_BYTES = 16 * 1024;

/** Reads the form a client sends to the token or the revocation endpoint: not too long, and no field twice. */
export function readClientForm(): readonly XmlElement[] {
  return [
    refuseWhen({
      id: 'check-body-size',
      condition: bodyLargerThan(MAX_BODY_BYTES),
      answer: [
        oauthErrorResponse({
          status: 413,
          error: 'invalid_request',
          description: `The body has at most ${MAX_BODY_BYTES} bytes.`,
          anyOrigin: true,
        }),
      ],
    }),
    readForm(),
    refuseWhen({
      id: 'check-repeated-fields',
      condition: expression(FORM_REPEATS_A_FIELD),
      answer: [
        oauthErrorResponse({
          status: 400,
          error: 'invalid_request',
          description: 'A parameter is given more than once.',
          anyOrigin: true,
        }),
      ],
    }),
  ];
}
