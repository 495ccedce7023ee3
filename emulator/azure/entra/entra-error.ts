import type { Clock, Randomness } from '../../seams';

/** An error in Entra's words: an OAuth error code and one of Entra's own numbers. */
export class EntraError extends Error {
  constructor(
    /** OAuth error code, for instance `invalid_client`. */
    readonly error: string,
    /** The number after `AADSTS`; see Microsoft's "Entra authentication and authorization error codes". */
    readonly aadsts: number,
    message: string,
    readonly status = 400,
  ) {
    super(message);
    this.name = 'EntraError';
  }
}

/** What the library says about a request it refused; no part of it reaches the caller except through {@link toEntraError}. */
export interface LibraryError {
  readonly name?: string;
  readonly error?: string;
  readonly error_description?: string;
  readonly error_detail?: string;
}

/** Says in Entra's words what the library refused. */
export function toEntraError(refusal: LibraryError): EntraError {
  if (refusal.name === 'SessionNotFound') {
    return new EntraError(
      'invalid_request',
      165000,
      'Invalid Request: The request tokens do not match the user context. Go back to the application and sign in again.',
    );
  }
  const detail = refusal.error_detail ?? '';
  switch (refusal.error) {
    case 'invalid_grant':
      return invalidGrant(detail);
    case 'invalid_client':
      return new EntraError(
        'unauthorized_client',
        700016,
        'Application was not found in the directory. This can happen if the application has not been installed by the administrator of the tenant.',
      );
    case 'invalid_redirect_uri':
      return new EntraError(
        'invalid_request',
        50011,
        'The redirect URI specified in the request does not match the redirect URIs configured for the application. Make sure the redirect URI sent in the request matches one added to the application.',
      );
    case 'unsupported_grant_type':
      return new EntraError('unsupported_grant_type', 70003, 'The app requested an unsupported grant type.');
    case 'unsupported_response_type':
      return new EntraError(
        'unsupported_response_type',
        700054,
        'The response_type is not enabled for the application.',
      );
    case 'access_denied':
      return new EntraError('access_denied', 65004, 'User declined to consent to access the app.');
    case 'login_required':
    case 'account_selection_required':
      return new EntraError('login_required', 50058, 'A silent sign-in request was sent but no user is signed in.');
    case 'interaction_required':
      return new EntraError(
        'interaction_required',
        50076,
        'Due to a configuration change made by your administrator, or because you moved to a new location, you must use multi-factor authentication to access the application.',
      );
    case 'consent_required':
      return new EntraError('interaction_required', 65001, 'The user has not consented to use the application.');
    case 'invalid_scope':
      return new EntraError('invalid_scope', 70011, "The provided value for the input parameter 'scope' is not valid.");
    case 'server_error':
    case undefined:
      return new EntraError('server_error', 50000, 'There was an error issuing a token.', 500);
    default:
      return new EntraError(
        'invalid_request',
        9002313,
        `Invalid request. Request is malformed or invalid: ${refusal.error_description ?? 'no details'}.`,
      );
  }
}

function invalidGrant(detail: string): EntraError {
  if (/consumed/.test(detail)) {
    return new EntraError(
      'invalid_grant',
      54005,
      'OAuth2 Authorization code was already redeemed, please retry with a new valid code or use an existing refresh token.',
    );
  }
  if (/code_verifier|code_challenge/.test(detail)) {
    return new EntraError(
      'invalid_grant',
      501481,
      'The Code_Verifier does not match the code_challenge supplied in the authorization request.',
    );
  }
  if (/redirect_uri/.test(detail)) {
    return new EntraError(
      'invalid_grant',
      500112,
      'The reply address does not match the reply address provided when requesting Authorization code.',
    );
  }
  if (/account not found/.test(detail)) {
    return new EntraError('invalid_grant', 50057, 'The user account is disabled.');
  }
  if (/expired/.test(detail)) {
    return new EntraError(
      'invalid_grant',
      70008,
      'The provided authorization code or refresh token has expired due to inactivity. Send a new interactive authorization request for this user and resource.',
    );
  }
  return new EntraError('invalid_grant', 70000, 'The provided grant is invalid or malformed.');
}

/** The text of an error as Entra sends it in `error_description`. */
export function describe(
  error: EntraError,
  seams: { readonly clock: Clock; readonly randomness: Randomness },
): ErrorText {
  const traceId = randomGuid(seams.randomness);
  const correlationId = randomGuid(seams.randomness);
  const timestamp = new Date(seams.clock.nowMilliseconds()).toISOString().slice(0, 19).replace('T', ' ');
  return {
    traceId,
    correlationId,
    timestamp: `${timestamp}Z`,
    text: `AADSTS${error.aadsts}: ${error.message} Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}Z`,
  };
}

/** See {@link describe}. */
export interface ErrorText {
  readonly traceId: string;
  readonly correlationId: string;
  readonly timestamp: string;
  readonly text: string;
}

/** The JSON body of an error of the token endpoint. */
export function tokenErrorBody(
  error: EntraError,
  seams: { readonly clock: Clock; readonly randomness: Randomness },
): Readonly<Record<string, unknown>> {
  const { text, traceId, correlationId, timestamp } = describe(error, seams);
  return {
    error: error.error,
    error_description: text,
    error_codes: [error.aadsts],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `https://login.microsoftonline.com/error?code=${error.aadsts}`,
  };
}

/** A random GUID in text form. */
export function randomGuid(randomness: Randomness): string {
  const hex = Buffer.from(randomness.bytes(16)).toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}
