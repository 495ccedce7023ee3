import { items, matching, notEmpty, oneOf, type TypeRules } from '../argument-rules';
import { objects, UUID } from './common';

/** Redirect URIs of a web client: https, or http on this machine, without fragment and wildcard. */
const REDIRECT_URIS = {
  wants: 'absolute https URIs of at most 256 characters, http on loopback alone, at most 256 of them',
  accepts: (value: unknown): boolean =>
    Array.isArray(value) &&
    value.length <= 256 &&
    value.every((uri) => /\$\{|^https:\/\/[^#*]{1,248}$|^http:\/\/(?:localhost|127\.0\.0\.1)[:/]/.test(String(uri))),
};

/** azuread: the application of the gateway at Entra ID. */
export const ENTRA_RULES: Readonly<Record<string, TypeRules>> = {
  azuread_provider: { source: 'hashicorp/terraform-provider-azuread internal/provider/provider.go' },
  azuread_application: {
    source: 'hashicorp/terraform-provider-azuread internal/services/applications/application_resource.go',
    values: {
      display_name: matching(/^.{1,120}$/),
      sign_in_audience: oneOf(
        'AzureADMyOrg',
        'AzureADMultipleOrgs',
        'AzureADandPersonalMicrosoftAccount',
        'PersonalMicrosoftAccount',
      ),
      'web.redirect_uris': REDIRECT_URIS,
      'api.requested_access_token_version': oneOf(1, 2),
      'app_role.id': UUID,
      'app_role.allowed_member_types': {
        wants: 'User, Application or both',
        accepts: (value) =>
          Array.isArray(value) &&
          value.length > 0 &&
          value.every((type) => ['User', 'Application'].includes(String(type))),
      },
      'app_role.display_name': notEmpty,
      'app_role.description': notEmpty,
      'app_role.value': matching(/^[\w.:!#$%&'()*+,/;<=>?@[\]^`{|}~-]{1,120}$/),
      'optional_claims.access_token.name': notEmpty,
    },
    check: ({ app_role: roles, sign_in_audience: audience, api }) => {
      const doubled = ['id', 'value'].filter((name) => {
        const values = objects(roles).map((role) => role[name]);
        return new Set(values).size < values.length;
      });
      const version = objects(api)[0]?.requested_access_token_version ?? 1;
      return [
        ...doubled.map((name) => `Two app roles have the same ${name}.`),
        ...(String(audience).includes('Personal') && version !== 2
          ? [`${String(audience)} needs requested_access_token_version 2.`]
          : []),
      ];
    },
  },
  azuread_service_principal: {
    source: 'hashicorp/terraform-provider-azuread internal/services/serviceprincipals/service_principal_resource.go',
    values: { client_id: UUID },
  },
  azuread_app_role_assignment: {
    source: 'hashicorp/terraform-provider-azuread internal/services/approleassignments/app_role_assignment_resource.go',
    values: { app_role_id: UUID, principal_object_id: UUID, resource_object_id: UUID },
  },
  azuread_application_federated_identity_credential: {
    source:
      'hashicorp/terraform-provider-azuread internal/services/applications/application_federated_identity_credential_resource.go',
    values: {
      application_id: matching(/^\/applications\/[0-9a-f-]{36}$/),
      audiences: items(1, 1),
      display_name: matching(/^[a-zA-Z0-9][\w-]{2,119}$/),
      description: matching(/^.{1,600}$/),
      issuer: notEmpty,
      subject: notEmpty,
    },
  },
};
