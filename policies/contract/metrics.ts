/** The metric that counts the calls of tools. Its dimensions are bounded by configuration: Azure Monitor limits their combinations. */
export const TOOL_CALLS = {
  namespace: 'mcp',
  name: 'Tool calls',
  dimensions: {
    /** Name of the backend. */
    backend: 'Backend',
    /** A tool that the configuration names, else `other`. */
    tool: 'Tool',
    /** HTTP status class, for instance `2xx`, or why the gateway refused. */
    outcome: 'Outcome',
  },
} as const;
