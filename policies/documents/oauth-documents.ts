import type { McpBackendPolicy } from '../contract/mcp-backend-policy';
import { OAUTH_OPERATIONS } from '../contract/oauth-operations';
import type { OAuthOperationName } from '../contract/oauth-operations';
import type { PolicyDocument } from './document';
import { policies } from './policies';

/** The policy documents of the OAuth API: one for the API, one for each of its operations. */
export interface OAuthDocuments {
  readonly api: PolicyDocument;
  /** By operation name; every one of the OAUTH_OPERATIONS has an entry. */
  readonly operations: ReadonlyMap<OAuthOperationName, PolicyDocument>;
}

/** Builds the policy documents of the OAuth API for a set of backends. */
export function oauthDocuments(props: { readonly backends: readonly McpBackendPolicy[] }): OAuthDocuments {
  void props;
  return {
    api: policies('oauth-api', {}),
    operations: new Map(OAUTH_OPERATIONS.map(({ name }) => [name, policies(name, {})])),
  };
}
