import type { ResolvedStack } from '../stack/resolved-stack';
import { resourcesOfType } from './stack-values';

/** A built-in role and what it allows, in the words of the stand-in that asks. */
export interface BuiltInRole<Allows> {
  readonly name: string;
  /** GUID of its definition, the same in every tenant. */
  readonly id: string;
  readonly allows: Allows;
}

/** A role that the stack assigns to somebody. */
export interface RoleGrant<Allows> {
  /** Object id of the identity. */
  readonly principalId: string;
  /** Resource id it holds at and below, lower case. */
  readonly scope: string;
  readonly allows: Allows;
}

/** The `azurerm_role_assignment`s of the stack that assign one of these roles, by name or by definition. */
export function readRoleGrants<Allows>(
  stack: ResolvedStack,
  roles: readonly BuiltInRole<Allows>[],
): readonly RoleGrant<Allows>[] {
  return resourcesOfType(stack, 'azurerm_role_assignment').flatMap((assignment) => {
    const {
      principal_id: principalId,
      scope,
      role_definition_name: name,
      role_definition_id: id,
    } = assignment.attributes;
    const role = roles.find(
      (candidate) => candidate.name === name || (typeof id === 'string' && id.toLowerCase().endsWith(candidate.id)),
    );
    return role !== undefined && typeof principalId === 'string' && typeof scope === 'string'
      ? [{ principalId, scope: scope.toLowerCase().replace(/\/$/, ''), allows: role.allows }]
      : [];
  });
}

/** Whether a grant holds for a resource: its scope is the resource or stands above it. */
export function covers(grant: RoleGrant<unknown>, resourceId: string): boolean {
  const target = resourceId.toLowerCase();
  return target === grant.scope || target.startsWith(`${grant.scope}/`);
}
