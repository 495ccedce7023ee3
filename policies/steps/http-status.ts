const REASONS = {
  200: 'OK',
  201: 'Created',
  303: 'See Other',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  413: 'Content Too Large',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
} as const;

/** The HTTP statuses the gateway answers with. */
export type HttpStatus = keyof typeof REASONS;

/** Status and reason phrase as `set-status` takes them. */
export function httpStatus(code: HttpStatus): { readonly code: HttpStatus; readonly reason: string } {
  return { code, reason: REASONS[code] };
}
