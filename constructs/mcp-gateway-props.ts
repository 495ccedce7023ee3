import { isClientMetadataHost } from '../policies/contract/client-metadata-url';
import { RESERVED_PATH_SEGMENTS } from '../policies/contract/endpoints';
import type { OAuthOptions } from '../policies/contract/oauth-options';
import type { Publisher } from './api-management/api-management';
import type { IApiManagement } from './api-management/api-management-interface';
import type { ApiManagementSku } from './api-management/api-management-sku';
import type { CustomDomainOptions } from './api-management/custom-domain';
import type { KeySlotsProps } from './api-management/key-slots';
import type { IKeyVault } from './key-vault';
import type { ILogAnalytics } from './monitoring/log-analytics';
import type { GatewayNetworkOptions } from './network/gateway-network';
import type { OverrideProps } from './override';
import type { IResourceGroup, Tags } from './resource-group';
import type { Rule } from './rules';
import { isWebOrigin } from './web-origin';

/** Props of `McpGateway`. */
export interface McpGatewayProps extends OverrideProps {
  /** Who operates the gateway; Azure sends notices there. Required, unless `apiManagement` is given. */
  readonly publisher?: Publisher;
  /** Azure region, for instance `swedencentral`; required, unless `resourceGroup` is given. Changing it re-creates everything. */
  readonly location?: string;
  /** An existing group to deploy into. Changing it re-creates everything. @default a new one */
  readonly resourceGroup?: IResourceGroup;
  /** An existing service to put the gateway on. Changing it makes everything anew there. @default a new one */
  readonly apiManagement?: IApiManagement;
  /** An existing vault for keys and credentials. @default a new one */
  readonly keyVault?: IKeyVault;
  /** An existing workspace that keeps the logs. @default a new one */
  readonly logAnalytics?: ILogAnalytics;
  /** First part of every name. Changing it re-creates everything. @default 'mcpgw' */
  readonly namePrefix?: string;
  /** SKU of API Management. @default 'BasicV2' */
  readonly sku?: ApiManagementSku;
  /** Put what is behind the gateway into a virtual network; `{}` makes one. Changing or removing it re-creates API Management. @default none */
  readonly network?: GatewayNetworkOptions;
  /** A host name of your own. Changing it asks every client to log in anew. @default the host name Azure gives */
  readonly customDomain?: CustomDomainOptions;
  /** Web origins that may call MCP endpoints from a browser. @default none: programs are not affected */
  readonly allowedOrigins?: readonly string[];
  /** How logins and clients are handled. @default every option's own */
  readonly oauth?: Omit<OAuthOptions, 'backends'>;
  /**
   * Path of the OAuth endpoints below the gateway and of the OAuth issuer, for a service whose root path another API has.
   * Changing it asks everybody to log in anew.
   * @default '': the root
   */
  readonly oauthPath?: string;
  /** Which key seals tokens, and when keys were renewed. @default slot a, both keys of the first generation */
  readonly keys?: Pick<KeySlotsProps, 'activeSlot' | 'generationA' | 'generationB'>;
  /** How long logs are kept, 30 to 730. @default 30 */
  readonly logRetentionDays?: number;
  /** Who is told when calls fail, logins are refused or limits are reached; an empty list means nobody, and no alerts. @default the publisher's address */
  readonly alertEmails?: readonly string[];
  /** Tags put on every resource that takes tags. @default none */
  readonly tags?: Tags;
}

/** Props that say how a service is made, so that they say nothing of one that is there. */
const NEW_SERVICE_PROPS = ['publisher', 'sku', 'network', 'customDomain', 'keyVault'] as const;

/** What a gateway's props have to be. */
export const MCP_GATEWAY_RULES: readonly Rule<McpGatewayProps>[] = [
  {
    id: 'gateway-location',
    prop: 'location',
    when: ({ location, resourceGroup }) => (location === undefined) === (resourceGroup === undefined),
    message: 'A new resource group needs a location, and an existing one has its own.',
    fix: 'Give location or resourceGroup, not both.',
  },
  {
    id: 'gateway-publisher',
    prop: 'publisher',
    when: ({ publisher, apiManagement }) => publisher === undefined && apiManagement === undefined,
    message: 'Azure wants to know who operates a new API Management service.',
    fix: 'Write it like { name: "Platform team", email: "platform@example.com" }.',
  },
  ...NEW_SERVICE_PROPS.map((prop) => ({
    id: `gateway-existing-service-${prop.toLowerCase()}`,
    prop,
    when: (props: McpGatewayProps) => props.apiManagement !== undefined && props[prop] !== undefined,
    message: 'An existing API Management service is used as it is.',
    fix:
      prop === 'keyVault'
        ? 'Leave keyVault out; the vault is the one that ApiManagement.fromExisting was given.'
        : `Leave ${prop} out, or apiManagement.`,
  })),
  {
    id: 'gateway-log-retention',
    prop: 'logRetentionDays',
    when: ({ logRetentionDays, logAnalytics }) => logRetentionDays !== undefined && logAnalytics !== undefined,
    message: 'An existing workspace decides itself how long it keeps logs.',
    fix: 'Leave logRetentionDays out, or logAnalytics.',
  },
  {
    id: 'gateway-oauth-path',
    prop: 'oauthPath',
    when: ({ oauthPath = '' }) =>
      !/^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$/.test(oauthPath) || RESERVED_PATH_SEGMENTS.includes(oauthPath),
    message:
      'The path of the OAuth endpoints is one segment of lower-case letters, digits and single hyphens, which nothing of the gateway or API Management has.',
    fix: 'Write it like "mcp-auth".',
  },
  {
    id: 'gateway-allowed-origins',
    prop: 'allowedOrigins',
    when: ({ allowedOrigins = [] }) => !allowedOrigins.every(isWebOrigin),
    message: 'An allowed origin is scheme and host without path or trailing slash, https except for localhost.',
    fix: 'Write it like "https://app.example.com".',
  },
  {
    id: 'gateway-client-metadata-hosts',
    prop: 'oauth',
    when: ({ oauth }) => !(oauth?.clientMetadataHosts ?? []).every(isClientMetadataHost),
    message:
      'A host whose client metadata documents are read is a public host name in lower case, without port and path.',
    fix: 'Write it like "vscode.dev".',
  },
];
