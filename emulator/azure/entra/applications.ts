import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { nestedBlock, requireText, resourcesOfType, textList } from '../stack-values';

/** A trust in someone else's tokens (`azuread_application_federated_identity_credential`). */
export interface FederatedCredential {
  readonly issuer: string;
  readonly subject: string;
  readonly audiences: readonly string[];
}

/** An application of the tenant (`azuread_application`) that users can sign in to. */
export interface EntraApplication {
  readonly clientId: string;
  readonly displayName: string;
  /** Compared exactly, character by character. */
  readonly redirectUris: readonly string[];
  readonly federatedCredentials: readonly FederatedCredential[];
  /** Values of its client secrets (`azuread_application_password`). */
  readonly secrets: readonly string[];
  /** Object id of its service principal; without one it gets no token of its own. */
  readonly servicePrincipalId: string | undefined;
}

const AUDIENCES = ['AzureADMyOrg', 'AzureADMultipleOrgs', 'AzureADandPersonalMicrosoftAccount'];

/**
 * Reads the applications of a stack with their federated credentials.
 * @throws Error naming the resource whose redirect URI, audience or application Entra would refuse
 */
export function readApplications(stack: ResolvedStack): readonly EntraApplication[] {
  const applications = resourcesOfType(stack, 'azuread_application');
  const credentials = resourcesOfType(stack, 'azuread_application_federated_identity_credential');
  const passwords = resourcesOfType(stack, 'azuread_application_password');
  const principals = resourcesOfType(stack, 'azuread_service_principal');
  const ids = new Set(applications.map((application) => requireText(application, 'id')));
  for (const credential of [...credentials, ...passwords]) {
    const applicationId = requireText(credential, 'application_id');
    if (!ids.has(applicationId)) {
      throw new Error(
        `${credential.address}: application_id is "${applicationId}", which is the id of no azuread_application of the stack. Refer to its "id".`,
      );
    }
  }
  return applications.map((application) => ({
    clientId: requireText(application, 'client_id'),
    displayName: requireText(application, 'display_name'),
    redirectUris: readRedirectUris(application),
    federatedCredentials: credentials
      .filter((credential) => credential.attributes.application_id === application.attributes.id)
      .map((credential) => ({
        issuer: requireText(credential, 'issuer'),
        subject: requireText(credential, 'subject'),
        audiences: textList(credential.address, 'audiences', credential.attributes.audiences),
      })),
    secrets: passwords
      .filter((password) => password.attributes.application_id === application.attributes.id)
      .map((password) => requireText(password, 'value')),
    servicePrincipalId: textOrUndefined(
      principals.find((principal) => principal.attributes.client_id === application.attributes.client_id)?.attributes
        .object_id,
    ),
  }));
}

function textOrUndefined(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function readRedirectUris(application: ResolvedResource): readonly string[] {
  const audience = application.attributes.sign_in_audience ?? 'AzureADMyOrg';
  if (typeof audience !== 'string' || !AUDIENCES.includes(audience)) {
    throw new Error(
      `${application.address}: sign_in_audience is ${JSON.stringify(audience)}, which does not let users of this tenant sign in. Use one of: ${AUDIENCES.join(', ')}.`,
    );
  }
  const uris = textList(
    application.address,
    'web.redirect_uris',
    nestedBlock(application.attributes.web)?.redirect_uris,
  );
  for (const uri of uris) {
    if (!/^https:\/\/[^/]/.test(uri) && !/^http:\/\/(?:localhost|127\.0\.0\.1)(?=[:/])/.test(uri)) {
      throw new Error(
        `${application.address}: web.redirect_uris holds "${uri}"; Entra accepts https URLs and http://localhost only.`,
      );
    }
  }
  return uris;
}
