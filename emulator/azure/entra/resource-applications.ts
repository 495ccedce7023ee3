import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { blocks, nestedBlock, requireText, resourcesOfType, textList } from '../stack-values';

/** An application of the tenant as something that access tokens are issued for. */
export interface ResourceApplication {
  readonly clientId: string;
  /** What a caller may name it by: its client id and its identifier URIs. */
  readonly identifiers: readonly string[];
  /** Format of its access tokens. */
  readonly version: '1.0' | '2.0';
  /** Whether its app-only tokens say so in the optional claim `idtyp`. */
  readonly tellsTokenType: boolean;
  /** Values of the app roles assigned to a principal, by its object id. */
  readonly rolesByPrincipal: ReadonlyMap<string, readonly string[]>;
}

/** The app role id that assigns a principal to an application without any role. */
const DEFAULT_ACCESS = '00000000-0000-0000-0000-000000000000';

/**
 * Reads the applications of a stack as resources, with the app roles assigned to principals.
 * @throws Error naming the assignment whose application or role does not exist
 */
export function readResourceApplications(stack: ResolvedStack): readonly ResourceApplication[] {
  const applications = resourcesOfType(stack, 'azuread_application');
  const assignments = resourcesOfType(stack, 'azuread_app_role_assignment').map((assignment) => ({
    assignment,
    clientId: resourceOf(stack, assignment),
  }));
  return applications.map((application) => {
    const clientId = requireText(application, 'client_id');
    const roles = new Map(
      blocks(application.attributes.app_role).map((role) => [String(role['id']), String(role['value'] ?? '')]),
    );
    const rolesByPrincipal = new Map<string, string[]>();
    for (const { assignment } of assignments.filter((candidate) => candidate.clientId === clientId)) {
      const role = roles.get(requireText(assignment, 'app_role_id'));
      const principal = requireText(assignment, 'principal_object_id');
      if (role !== undefined) rolesByPrincipal.set(principal, [...(rolesByPrincipal.get(principal) ?? []), role]);
      else if (requireText(assignment, 'app_role_id') !== DEFAULT_ACCESS) {
        throw new Error(
          `${assignment.address}: app_role_id is "${requireText(assignment, 'app_role_id')}", which is the id of no app_role of ${application.address}. Refer to one of its roles.`,
        );
      }
    }
    const api = nestedBlock(application.attributes.api);
    const claims = blocks(nestedBlock(application.attributes.optional_claims)?.['access_token']);
    return {
      clientId,
      identifiers: [
        clientId,
        ...textList(application.address, 'identifier_uris', application.attributes.identifier_uris),
      ],
      version: api?.['requested_access_token_version'] === 2 ? '2.0' : '1.0',
      tellsTokenType: claims.some(({ name }) => name === 'idtyp'),
      rolesByPrincipal,
    };
  });
}

/** The claims that an app-only token carries because of the resource it is for. */
export function resourceClaims(
  resource: ResourceApplication,
  principalId: string,
): { readonly roles?: readonly string[]; readonly idtyp?: 'app' } {
  const roles = resource.rolesByPrincipal.get(principalId);
  return { ...(roles === undefined ? {} : { roles }), ...(resource.tellsTokenType ? { idtyp: 'app' } : {}) };
}

/** Client id of the application whose service principal an assignment names. */
function resourceOf(stack: ResolvedStack, assignment: ResolvedResource): string {
  const objectId = requireText(assignment, 'resource_object_id');
  const principal = resourcesOfType(stack, 'azuread_service_principal').find(
    ({ attributes }) => attributes.object_id === objectId,
  );
  if (principal === undefined) {
    throw new Error(
      `${assignment.address}: resource_object_id is "${objectId}", which is the object_id of no azuread_service_principal of the stack. Refer to the service principal of the application that has the role.`,
    );
  }
  return requireText(principal, 'client_id');
}
