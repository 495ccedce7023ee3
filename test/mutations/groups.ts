/** Two groups of mutations, so that two workers share them: those of requests with a token, and the others. */
export function isOfRequests(mutation: string): boolean {
  return /^(?:mcp-|functions-api\/|agents-api\/|models-api\/)/.test(mutation);
}
