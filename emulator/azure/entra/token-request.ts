import { IncomingMessage } from 'node:http';
import type { Clock } from '../../seams';
import type { EntraApplication } from './applications';
import { EntraError } from './entra-error';
import { checkFederatedAssertion, JWT_BEARER } from './federated-assertion';
import { OFFLINE_SCOPE } from './provider';

/** The longest body the token endpoint reads. */
export const LONGEST_TOKEN_REQUEST_BYTES = 64 * 1024;

/** A token request whose client proved who it is. */
export interface AuthenticatedTokenRequest {
  /** The form without what authenticated the client. */
  readonly form: URLSearchParams;
  readonly application: EntraApplication;
  readonly method: 'secret' | 'assertion';
}

/**
 * Authenticates the client of a token request, by a secret of the stack or by a federated assertion.
 * @throws EntraError when the form is broken, the client unknown, or its secret or assertion refused
 */
export async function authenticateTokenRequest(
  request: IncomingMessage,
  body: string,
  context: {
    readonly applications: readonly EntraApplication[];
    readonly clock: Clock;
  },
): Promise<AuthenticatedTokenRequest> {
  const form = readForm(request, body);
  const clientId = form.get('client_id');
  if (clientId === null || clientId === '') {
    throw missing('client_id');
  }
  if (form.get('grant_type') === null) {
    throw missing('grant_type');
  }
  const application = context.applications.find((candidate) => candidate.clientId === clientId);
  if (application === undefined) {
    throw new EntraError(
      'unauthorized_client',
      700016,
      `Application with identifier '${clientId}' was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant.`,
    );
  }
  const secret = form.get('client_secret');
  if (secret !== null || request.headers.authorization !== undefined) {
    if (secret === null || !application.secrets.includes(secret)) {
      throw new EntraError('invalid_client', 7000215, 'Invalid client secret provided.', 401);
    }
    form.delete('client_secret');
    return { form, application, method: 'secret' };
  }
  const assertion = form.get('client_assertion');
  if (assertion === null || form.get('client_assertion_type') !== JWT_BEARER) {
    throw new EntraError(
      'invalid_client',
      7000218,
      `The request body must contain the following parameter: 'client_assertion' or 'client_secret', and client_assertion_type must be ${JWT_BEARER}.`,
      401,
    );
  }
  await checkFederatedAssertion(assertion, application, context.clock);

  form.delete('client_assertion');
  form.delete('client_assertion_type');
  return { form, application, method: 'assertion' };
}

/**
 * The form the library is to see: the same, with a secret that only we and the library know.
 * @param secret by which our own check of the client vouches for it
 */
export function libraryForm(form: URLSearchParams, secret: string): URLSearchParams {
  const translated = new URLSearchParams(form);
  translated.set('client_secret', secret);
  const scope = form.get('scope');
  if (scope !== null) {
    translated.set('scope', libraryScope(scope));
  }
  return translated;
}

/** The scopes as the library is to see them, see {@link OFFLINE_SCOPE}. */
export function libraryScope(scope: string): string {
  return scope
    .split(' ')
    .map((name) => (name === 'offline_access' ? OFFLINE_SCOPE : name))
    .join(' ');
}

/** The same request with another form as its body. */
export function withForm(request: IncomingMessage, form: URLSearchParams): IncomingMessage {
  const body = form.toString();
  const replaced = new IncomingMessage(request.socket);
  replaced.method = request.method;
  replaced.url = request.url;
  replaced.httpVersionMajor = request.httpVersionMajor;
  replaced.httpVersionMinor = request.httpVersionMinor;
  replaced.headers = {
    host: request.headers.host,
    accept: 'application/json',
    'content-type': FORM,
    'content-length': String(Buffer.byteLength(body)),
  };
  replaced.push(body);
  replaced.push(null);
  // An incomplete message takes its connection along when the stream ends.
  replaced.complete = true;
  return replaced;
}

const FORM = 'application/x-www-form-urlencoded';

function readForm(request: IncomingMessage, body: string): URLSearchParams {
  const [mediaType] = (request.headers['content-type'] ?? '').split(';');
  if (mediaType?.trim().toLowerCase() !== FORM) {
    throw new EntraError('invalid_request', 9002313, `Invalid request. The Content-Type must be ${FORM}.`);
  }
  const form = new URLSearchParams(body);
  const names = [...form.keys()];
  if (new Set(names).size !== names.length) {
    throw new EntraError('invalid_request', 9002313, 'Invalid request. A parameter occurs more than once.');
  }
  return form;
}

function missing(parameter: string): EntraError {
  return new EntraError(
    'invalid_request',
    900144,
    `The request body must contain the following parameter: '${parameter}'.`,
  );
}
