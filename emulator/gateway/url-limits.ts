/** Limits of the gateway on a request's URL, in bytes and characters: the service limits page of API Management. */
const MAX_URL_BYTES = 16_384;
const MAX_QUERY_BYTES = 2_048;
const MAX_SEGMENT_CHARACTERS = 1_024;

/** Says why a request target is refused before any policy runs, or undefined when it is not. */
export function refuseUrl(target: string): { readonly statusCode: number; readonly message: string } | undefined {
  // A proxy's absolute form and CONNECT have no place at a gateway.
  if (!target.startsWith('/')) return { statusCode: 400, message: 'The request target must be a path.' };
  if (target.length > MAX_URL_BYTES)
    return { statusCode: 414, message: `The URL is longer than ${MAX_URL_BYTES} bytes.` };
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  if (mark >= 0 && target.length - mark - 1 > MAX_QUERY_BYTES) {
    return { statusCode: 414, message: `The query string is longer than ${MAX_QUERY_BYTES} bytes.` };
  }
  if (path.split('/').some((segment) => segment.length > MAX_SEGMENT_CHARACTERS)) {
    return { statusCode: 400, message: `A segment of the path is longer than ${MAX_SEGMENT_CHARACTERS} characters.` };
  }
  return undefined;
}
