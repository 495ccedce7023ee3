import type { McpBackendPolicy } from '../contract/mcp-backend-policy';
import { protectedResourceOperation } from '../contract/oauth-operations';
import type { PolicyDocument } from './document';
import { policies } from './policies';

/** Builds the operation document that serves a backend's protected-resource metadata (RFC 9728). */
export function protectedResourceDocument(backend: McpBackendPolicy): PolicyDocument {
  return policies(protectedResourceOperation(backend).name, {});
}
