import { returnResponse } from '../elements/return-response';
import type { SetHeaderProps } from '../elements/set-header';
import type { XmlElement } from '../language/xml/node';
import { httpStatus } from './http-status';
import type { HttpStatus } from './http-status';

/** What {@link jsonResponse} takes. */
export interface JsonResponseProps {
  readonly status: HttpStatus;
  /** The body: JSON text, or a policy expression that yields it. */
  readonly body: string;
  /** @default `no-store`, and `Pragma: no-cache` with it */
  readonly cacheControl?: string;
  /** Answers any web origin. `cors` is not documented to reach answers given in inbound. @default false */
  readonly anyOrigin?: boolean;
  readonly headers?: readonly SetHeaderProps[];
}

/** Answers with JSON. */
export function jsonResponse({ status, body, cacheControl, anyOrigin, headers = [] }: JsonResponseProps): XmlElement {
  return returnResponse({
    status: httpStatus(status),
    headers: [
      { name: 'Content-Type', values: ['application/json'] },
      { name: 'Cache-Control', values: [cacheControl ?? 'no-store'] },
      ...(cacheControl === undefined ? [{ name: 'Pragma', values: ['no-cache'] }] : []),
      ...(anyOrigin === true ? [{ name: 'Access-Control-Allow-Origin', values: ['*'] }] : []),
      { name: 'X-Content-Type-Options', values: ['nosniff'] },
      ...headers,
    ],
    body,
  });
}

/** What {@link oauthErrorResponse} takes. */
export interface OAuthErrorProps {
  readonly status: HttpStatus;
  /** A registered OAuth error code. */
  readonly error: string;
  /** One sentence for the developer of the client; never a value of the request or of the store. */
  readonly description: string;
  readonly anyOrigin?: boolean;
  /** Sets Retry-After. @default none */
  readonly retryAfterSeconds?: number;
  /** Further headers. @default none */
  readonly headers?: readonly SetHeaderProps[];
}

/** Answers with an OAuth error (RFC 6749 section 5.2, RFC 7591 section 3.2.2). */
export function oauthErrorResponse(props: OAuthErrorProps): XmlElement {
  return errorResponse(props, oauthErrorText(props));
}

/** JSON text of an OAuth error. */
export function oauthErrorText({ error, description }: Pick<OAuthErrorProps, 'error' | 'description'>): string {
  return JSON.stringify({ error, error_description: description });
}

/** Answers with an error in whatever form. @param body JSON text, or a policy expression that yields it */
export function errorResponse(props: Omit<OAuthErrorProps, 'error' | 'description'>, body: string): XmlElement {
  const { status, anyOrigin, retryAfterSeconds, headers = [] } = props;
  return jsonResponse({
    status,
    anyOrigin,
    body,
    headers: [
      ...(retryAfterSeconds === undefined ? [] : [{ name: 'Retry-After', values: [String(retryAfterSeconds)] }]),
      ...headers,
    ],
  });
}

/** Seconds after which a caller may try again when the store or Entra does not answer. */
export const RETRY_AFTER_SECONDS = 5;

/** Says that the store or Entra cannot be reached: try again, nothing is lost. */
export const UNAVAILABLE_ERROR: OAuthErrorProps = {
  status: 503,
  error: 'temporarily_unavailable',
  description: 'A service behind the gateway does not answer. Try again.',
  retryAfterSeconds: RETRY_AFTER_SECONDS,
};

/** Answers with the {@link UNAVAILABLE_ERROR} as OAuth JSON. */
export function unavailableResponse(options: { readonly anyOrigin?: boolean } = {}): XmlElement {
  return oauthErrorResponse({ ...UNAVAILABLE_ERROR, ...options });
}
