import type { ResolvedStack } from '../../stack/resolved-stack';
import { resourcesOfType } from '../stack-values';

/** What the built-in roles of Blob storage allow, by role name and by role definition id. */
const BLOB_ROLES: readonly { readonly name: string; readonly id: string; readonly allows: 'read' | 'write' }[] = [
  { name: 'Storage Blob Data Owner', id: 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', allows: 'write' },
  { name: 'Storage Blob Data Contributor', id: 'ba92f5b4-2d11-453d-a403-e96b0029c9fe', allows: 'write' },
  { name: 'Storage Blob Data Reader', id: '2a2b9908-6ea1-4ae2-8e65-a410df84e7d1', allows: 'read' },
];

/** A role on blobs that the stack assigns to somebody. */
export interface BlobGrant {
  /** Object id of the identity. */
  readonly principalId: string;
  /** Resource id it holds at and below, lower case. */
  readonly scope: string;
  readonly allows: 'read' | 'write';
}

/** The `azurerm_role_assignment`s of the stack that concern blobs. */
export function readBlobGrants(stack: ResolvedStack): readonly BlobGrant[] {
  return resourcesOfType(stack, 'azurerm_role_assignment').flatMap((assignment) => {
    const {
      principal_id: principalId,
      scope,
      role_definition_name: name,
      role_definition_id: id,
    } = assignment.attributes;
    const role = BLOB_ROLES.find(
      (candidate) => candidate.name === name || (typeof id === 'string' && id.toLowerCase().endsWith(candidate.id)),
    );
    return role !== undefined && typeof principalId === 'string' && typeof scope === 'string'
      ? [{ principalId, scope: scope.toLowerCase().replace(/\/$/, ''), allows: role.allows }]
      : [];
  });
}

/** Whether a grant covers what `principalId` wants to do with the resource `resourceId`. */
export function isGranted(
  grants: readonly BlobGrant[],
  wanted: { readonly principalId: string; readonly resourceId: string; readonly write: boolean },
): boolean {
  const target = wanted.resourceId.toLowerCase();
  return grants.some(
    (grant) =>
      grant.principalId === wanted.principalId &&
      (target === grant.scope || target.startsWith(`${grant.scope}/`)) &&
      (grant.allows === 'write' || !wanted.write),
  );
}
