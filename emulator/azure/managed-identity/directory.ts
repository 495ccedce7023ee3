import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { readResourceApplications, type ResourceApplication } from '../entra/resource-applications';
import { requireText, resourcesOfType } from '../stack-values';
import { clientIdFor, principalIdFor, readIdentityBlock } from './principals';

/** One managed identity as the tenant knows it. */
export interface ManagedIdentity {
  /** Object id of its service principal; `sub` and `oid` of its tokens. */
  readonly principalId: string;
  readonly clientId: string;
  readonly resourceId: string | undefined;
}

interface OwnedIdentities {
  readonly system: ManagedIdentity | undefined;
  readonly userAssigned: readonly ManagedIdentity[];
}

/** The audience a token for a resource carries and which of Entra's two token formats it has. */
export interface TokenAudience {
  readonly audience: string;
  readonly version: '1.0' | '2.0';
  /** The application the audience belongs to; undefined for a service of Azure. */
  readonly application?: ResourceApplication;
}

/** Selects one of an owner's identities, as the App Service endpoint and IMDS do; all undefined means the system-assigned one. */
export interface IdentitySelector {
  readonly clientId?: string | undefined;
  readonly principalId?: string | undefined;
  readonly resourceId?: string | undefined;
}

/** Entra or the identity endpoint refuses to issue a token. The message names what was asked for and how to allow it. */
export class IdentityRefusedError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'IdentityRefusedError';
  }
}

const TOKEN_EXCHANGE = 'api://AzureADTokenExchange';
const SHARED_RESOURCES = [
  'https://cognitiveservices.azure.com',
  'https://cosmos.azure.com',
  'https://storage.azure.com',
];

/** Which identity is assigned to which resource of a stack, and for which resources the tenant issues tokens. */
export class IdentityDirectory {
  readonly #owners = new Map<string, OwnedIdentities>();
  readonly #audiences = new Map<string, TokenAudience>();

  /** @throws Error naming the resource when an `identity_ids` entry is no identity of the stack */
  constructor(stack: ResolvedStack) {
    const byResourceId = readUserAssigned(stack, ['managed', 'data']);
    const lookedUp = [...readUserAssigned(stack, ['data']).values()];
    for (const resource of stack.resources) {
      const block = readIdentityBlock(resource.attributes.identity);
      if (block === undefined) {
        continue;
      }
      this.#owners.set(resource.address, {
        system: block.type.includes('SystemAssigned')
          ? {
              principalId: principalIdFor(resource.address),
              clientId: clientIdFor(resource.address),
              resourceId: undefined,
            }
          : undefined,
        userAssigned: [
          // Whoever made what the stack looks up assigned the identities before.
          ...(resource.mode === 'data' ? lookedUp : []),
          ...block.identity_ids.map((id) => {
            const identity = byResourceId.get(id.toLowerCase());
            if (identity === undefined) {
              throw new Error(
                `${resource.address}: identity_ids names "${id}", which is the id of no azurerm_user_assigned_identity of the stack. Refer to its "id".`,
              );
            }
            return identity;
          }),
        ],
      });
    }
    this.#readAudiences(stack);
  }

  #readAudiences(stack: ResolvedStack): void {
    const add = (resource: string, audience: TokenAudience): void => {
      this.#audiences.set(resource, audience);
    };
    add(TOKEN_EXCHANGE, { audience: TOKEN_EXCHANGE, version: '2.0' });
    const azureResources = [
      ...SHARED_RESOURCES,
      ...resourcesOfType(stack, 'azurerm_cosmosdb_account').map(
        (account) => `https://${requireText(account, 'name')}.documents.azure.com`,
      ),
      ...resourcesOfType(stack, 'azurerm_storage_account').map(
        (account) => `https://${requireText(account, 'name')}.blob.core.windows.net`,
      ),
    ];
    for (const resource of azureResources) {
      add(resource, { audience: resource, version: '1.0' });
      add(`${resource}/`, { audience: `${resource}/`, version: '1.0' });
    }
    for (const application of readResourceApplications(stack)) {
      const { clientId, identifiers, version } = application;
      for (const resource of identifiers) {
        add(resource, { audience: version === '2.0' ? clientId : resource, version, application });
      }
    }
  }

  /** The identity an owner may use. @throws IdentityRefusedError when none fits the selector */
  identity(ownerAddress: string, selector: IdentitySelector): ManagedIdentity {
    const owned = this.#owners.get(ownerAddress);
    if (owned === undefined) {
      throw new IdentityRefusedError(
        `No managed identity is assigned to ${ownerAddress}. Give it an identity block in the stack.`,
      );
    }
    const wanted = selector.clientId ?? selector.principalId ?? selector.resourceId;
    if (wanted === undefined) {
      if (owned.system === undefined) {
        throw new IdentityRefusedError(
          `${ownerAddress} has no system-assigned managed identity. Add SystemAssigned to its identity block, or name a client id.`,
        );
      }
      return owned.system;
    }
    const found = owned.userAssigned.find(
      (identity) =>
        (selector.clientId === undefined || identity.clientId === selector.clientId.toLowerCase()) &&
        (selector.principalId === undefined || identity.principalId === selector.principalId.toLowerCase()) &&
        (selector.resourceId === undefined || identity.resourceId?.toLowerCase() === selector.resourceId.toLowerCase()),
    );
    if (found === undefined) {
      throw new IdentityRefusedError(
        `No user-assigned managed identity "${wanted}" is assigned to ${ownerAddress}. Add it to identity_ids in the stack.`,
      );
    }
    return found;
  }

  /** What a token for `resource` looks like. @throws IdentityRefusedError when the tenant has no such resource */
  audience(resource: string): TokenAudience {
    const audience = this.#audiences.get(resource);
    if (audience === undefined) {
      throw new IdentityRefusedError(
        `AADSTS500011: The resource principal named ${resource} was not found in the tenant. Known here: ${[...this.#audiences.keys()].join(', ')}.`,
      );
    }
    return audience;
  }
}

function readUserAssigned(
  stack: ResolvedStack,
  modes: readonly ResolvedResource['mode'][],
): ReadonlyMap<string, ManagedIdentity> {
  const identities = stack.resources.filter(
    ({ type, mode }) => type === 'azurerm_user_assigned_identity' && modes.includes(mode),
  );
  return new Map(
    identities.map((resource) => {
      const resourceId = requireText(resource, 'id');
      return [
        // Azure compares resource ids without regard to case.
        resourceId.toLowerCase(),
        { principalId: principalIdFor(resource.address), clientId: clientIdFor(resource.address), resourceId },
      ];
    }),
  );
}
