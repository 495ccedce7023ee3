import type { RedirectUriOptions } from '../contract/redirect-uri';
import type { XmlElement } from '../language/xml/node';
import { clientMetadataRules } from './client-metadata-rules';
import { metadataError } from './read-registration';
import { refuseWhen } from './refuse-when';

/** Checks the metadata a client wants to register; the answer names the rule that is broken. */
export function checkRegistration(options: RedirectUriOptions): readonly XmlElement[] {
  return clientMetadataRules(options).map(({ id, condition, error, message }) =>
    refuseWhen({ id, condition, answer: metadataError(message, error) }),
  );
}
