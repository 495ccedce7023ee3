import { OAUTH_OPERATIONS } from '../contract/oauth-operations';
import type { OAuthOperationName } from '../contract/oauth-operations';
import type { OAuthOptions } from '../contract/oauth-options';
import { authorizationServerMetadataDocument } from './authorization-server-metadata';
import { authorizeDocument } from './authorize';
import { authorizeContinueDocument } from './authorize-continue';
import { consentAnswerDocument } from './consent-answer';
import { consentPageDocument } from './consent-page';
import type { PolicyDocument } from './document';
import { entraAnswerDocument } from './entra-answer';
import { entraCallbackDocument } from './entra-callback';
import { oauthApiDocument } from './oauth-api';
import { rootResourceDocument } from './protected-resource';
import { registerDocument } from './register';
import { revokeDocument } from './revoke';
import { tokenDocument } from './token';

/** The policy documents of the OAuth API: one for the API, one for each of its operations. */
export interface OAuthDocuments {
  readonly api: PolicyDocument;
  /** By operation name; every one of the OAUTH_OPERATIONS has an entry. */
  readonly operations: ReadonlyMap<OAuthOperationName, PolicyDocument>;
}

/** Builds the policy documents of the OAuth API. */
export function oauthDocuments(options: OAuthOptions): OAuthDocuments {
  const operations: Readonly<Record<OAuthOperationName, PolicyDocument>> = {
    'authorization-server-metadata': authorizationServerMetadataDocument(options),
    'root-resource-metadata': rootResourceDocument(options),
    register: registerDocument(options),
    authorize: authorizeDocument(options),
    'authorize-continue': authorizeContinueDocument(),
    'consent-page': consentPageDocument(),
    'consent-answer': consentAnswerDocument(),
    'entra-answer': entraAnswerDocument(),
    'entra-callback': entraCallbackDocument(),
    token: tokenDocument(options),
    revoke: revokeDocument(options),
  };
  return { api: oauthApiDocument(), operations: new Map(OAUTH_OPERATIONS.map(({ name }) => [name, operations[name]])) };
}
