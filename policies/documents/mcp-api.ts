import type { McpBackendPolicy } from '../contract/mcp-backend-policy';
import type { PolicyDocument } from './document';
import { policies } from './policies';

/** Builds the policy document of a backend's API: what happens to every MCP request. */
export function mcpApiDocument(backend: McpBackendPolicy): PolicyDocument {
  return policies(`mcp-${backend.name}`, {});
}
