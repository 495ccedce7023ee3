/** Two groups of mutations, so that two workers share them: those of MCP requests, and the others. */
export function isOfRequests(mutation: string): boolean {
  return /^(?:mcp-|functions-api\/|agents-api\/)/.test(mutation);
}
