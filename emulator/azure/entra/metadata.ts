import { TENANT_ID } from '../managed-identity/principals';
import { ENTRA_HOST, ISSUER_V2 } from './tenant';

/** Entra's paths for this tenant. */
export const PATHS = {
  metadata: `/${TENANT_ID}/v2.0/.well-known/openid-configuration`,
  keys: `/${TENANT_ID}/discovery/v2.0/keys`,
  authorize: `/${TENANT_ID}/oauth2/v2.0/authorize`,
  token: `/${TENANT_ID}/oauth2/v2.0/token`,
  logout: `/${TENANT_ID}/oauth2/v2.0/logout`,
  /** Not one of Entra's: its login page lives elsewhere under the tenant. */
  login: `/${TENANT_ID}/login`,
} as const;

const publicUrl = (path: string): string => `https://${ENTRA_HOST}${path}`;

/** The OpenID Connect discovery document, with public URLs and the members Entra's has. */
export const METADATA = {
  token_endpoint: publicUrl(PATHS.token),
  token_endpoint_auth_methods_supported: ['client_secret_post', 'private_key_jwt', 'client_secret_basic'],
  jwks_uri: publicUrl(PATHS.keys),
  response_modes_supported: ['query', 'form_post'],
  subject_types_supported: ['pairwise'],
  id_token_signing_alg_values_supported: ['RS256'],
  response_types_supported: ['code'],
  scopes_supported: ['openid', 'profile', 'email', 'offline_access'],
  issuer: ISSUER_V2,
  request_uri_parameter_supported: false,
  authorization_endpoint: publicUrl(PATHS.authorize),
  http_logout_supported: true,
  claims_supported: [
    'sub',
    'iss',
    'aud',
    'exp',
    'iat',
    'nbf',
    'nonce',
    'preferred_username',
    'name',
    'tid',
    'ver',
    'oid',
    'email',
  ],
  tenant_region_scope: 'EU',
  cloud_instance_name: 'microsoftonline.com',
} as const;
