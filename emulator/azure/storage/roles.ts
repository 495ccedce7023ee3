import type { ResolvedStack } from '../../stack/resolved-stack';
import { covers, readRoleGrants, type BuiltInRole, type RoleGrant } from '../role-grants';

/** What the built-in roles of Blob storage allow. */
const BLOB_ROLES: readonly BuiltInRole<'read' | 'write'>[] = [
  { name: 'Storage Blob Data Owner', id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', allows: 'write' },
  { name: 'Storage Blob Data Contributor', id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', allows: 'write' },
  { name: 'Storage Blob Data Reader', id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', allows: 'read' },
];

/** A role on blobs that the stack assigns to somebody. */
export type BlobGrant = RoleGrant<'read' | 'write'>;

/** The `azurerm_role_assignment`s of the stack that concern blobs. */
export function readBlobGrants(stack: ResolvedStack): readonly BlobGrant[] {
  return readRoleGrants(stack, BLOB_ROLES);
}

/** Whether a grant covers what `principalId` wants to do with the resource `resourceId`. */
export function isGranted(
  grants: readonly BlobGrant[],
  wanted: { readonly principalId: string; readonly resourceId: string; readonly write: boolean },
): boolean {
  return grants.some(
    (grant) =>
      grant.principalId === wanted.principalId &&
      covers(grant, wanted.resourceId) &&
      (grant.allows === 'write' || !wanted.write),
  );
}
