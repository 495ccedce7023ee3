import { createHash } from 'node:crypto';
import type { ArgumentReader } from '../stand-in';

/** A GUID that is always the same for the same seed, so that a stack's ids survive a restart. Lower case, version 5 shape. */
export function guidFor(seed: string): string {
  const bytes = createHash('sha256').update(seed).digest().subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const hex = bytes.toString('hex');
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

/** The one Entra tenant of the local gateway. */
export const TENANT_ID = guidFor('tenant');

/** The one Azure subscription of the local gateway. */
export const SUBSCRIPTION_ID = guidFor('subscription');

/** The Azure resource id of a resource of this subscription; `path` starts with the resource provider, for instance `Microsoft.Web/sites/app`. */
export function azureResourceId(resourceGroupName: string, path: string): string {
  return `/subscriptions/${SUBSCRIPTION_ID}/resourceGroups/${resourceGroupName}/providers/${path}`;
}

/** The object id of the identity that belongs to `address`: a user-assigned identity, or the resource whose system-assigned identity is meant. */
export function principalIdFor(address: string): string {
  return guidFor(`principal ${address}`);
}

/** The application (client) id of the identity that belongs to `address`, see {@link principalIdFor}. */
export function clientIdFor(address: string): string {
  return guidFor(`client ${address}`);
}

/** What azurerm reports for an `identity` block. */
export interface IdentityBlock {
  readonly type: string;
  readonly identity_ids: readonly string[];
  /** Object id of the system-assigned identity; empty when the block asks for user-assigned identities only. */
  readonly principal_id: string;
  /** Empty under the same condition as `principal_id`. */
  readonly tenant_id: string;
}

/**
 * The computed attribute `identity` of a resource that has an `identity` block (API Management, function app): a stand-in
 * lists it as `identity: identityBlock` under its Terraform type, and `<address>.identity[0].principal_id` resolves.
 * Empty when the resource has no such block.
 */
export function identityBlock(resource: ArgumentReader): readonly IdentityBlock[] {
  const block = readIdentityBlock(resource.argument('identity'));
  if (block === undefined) {
    return [];
  }
  const system = block.type.includes('SystemAssigned');
  return [
    { ...block, principal_id: system ? principalIdFor(resource.address) : '', tenant_id: system ? TENANT_ID : '' },
  ];
}

/**
 * The computed attribute `identity` of a service that the stack looks up. Which identities it has is known in Azure alone: here
 * it has the system-assigned one and every user-assigned one that the stack looks up too.
 */
export function lookedUpIdentityBlock(resource: ArgumentReader): readonly IdentityBlock[] {
  return [
    {
      type: 'SystemAssigned, UserAssigned',
      identity_ids: [],
      principal_id: principalIdFor(resource.address),
      tenant_id: TENANT_ID,
    },
  ];
}

/** Reads the two arguments of an `identity` block, which Terraform JSON writes as an object or as a list of one. */
export function readIdentityBlock(value: unknown): Pick<IdentityBlock, 'type' | 'identity_ids'> | undefined {
  const block: unknown = Array.isArray(value) ? value[0] : value;
  if (typeof block !== 'object' || block === null || !('type' in block) || typeof block.type !== 'string') {
    return undefined;
  }
  const ids: unknown = 'identity_ids' in block ? block.identity_ids : undefined;
  return {
    type: block.type,
    identity_ids: Array.isArray(ids) ? ids.filter((id): id is string => typeof id === 'string') : [],
  };
}
