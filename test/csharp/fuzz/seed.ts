/** The seed of the runs that must not show a difference. */
export const DEFAULT_SEED = 'azure-mcp-gateway';
