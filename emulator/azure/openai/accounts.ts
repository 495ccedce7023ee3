import type { ResolvedResource, ResolvedStack } from '../../stack/resolved-stack';
import { readRoleGrants, type RoleGrant } from '../role-grants';
import { requireText, resourcesOfType } from '../stack-values';

/** An account of the stack with models (`azurerm_cognitive_account` of the kinds OpenAI and AIServices). */
export interface OpenAiAccount {
  readonly id: string;
  /** Hosts its clients address, without port. */
  readonly hosts: readonly string[];
  /** The keys that open it; none where key authentication is off. */
  readonly keys: readonly string[];
  /** Model by the name of its deployment, which is what requests name. */
  readonly deployments: ReadonlyMap<string, string>;
  /** Who may use its models. */
  readonly users: readonly RoleGrant<true>[];
}

/** Built-in roles with the data actions of models. */
const ROLES = [
  { name: 'Cognitive Services OpenAI User', id: '5e0bd9bd-7b93-4f28-af87-19fc36ad61bd', allows: true },
  { name: 'Cognitive Services OpenAI Contributor', id: 'a001fd3d-188f-4b5d-821b-7da978bf7442', allows: true },
  { name: 'Cognitive Services User', id: 'a97b65f3-24c7-4388-baec-2e87135dc908', allows: true },
] as const;

const HOSTS: Readonly<Record<string, readonly string[]>> = {
  OpenAI: ['openai.azure.com'],
  AIServices: ['openai.azure.com', 'cognitiveservices.azure.com', 'services.ai.azure.com'],
};

/**
 * Reads every account with models of a stack.
 * @throws Error naming every account without a subdomain, and every deployment whose account the stack does not have
 */
export function readOpenAiAccounts(stack: ResolvedStack): readonly OpenAiAccount[] {
  const resources = resourcesOfType(stack, 'azurerm_cognitive_account').filter(
    ({ attributes }) => HOSTS[String(attributes.kind)] !== undefined,
  );
  const ids = resources.map((resource) => requireText(resource, 'id').toLowerCase());
  const deployments = resourcesOfType(stack, 'azurerm_cognitive_deployment');
  const problems = [
    ...resources
      .filter(({ attributes }) => typeof attributes.custom_subdomain_name !== 'string')
      .map(({ address }) => `${address}: without custom_subdomain_name an account takes no Entra tokens. Set it.`),
    ...deployments
      .filter((deployment) => !ids.includes(accountOf(deployment)))
      .map(
        ({ address }) =>
          `${address}: cognitive_account_id is the id of no azurerm_cognitive_account of the stack that has models. Refer to its "id".`,
      ),
  ];
  if (problems.length > 0) throw new Error(problems.join('\n'));
  const users = readRoleGrants(stack, ROLES);
  return resources.map((resource) => readAccount(resource, deployments, users));
}

function readAccount(
  resource: ResolvedResource,
  deployments: readonly ResolvedResource[],
  users: readonly RoleGrant<true>[],
): OpenAiAccount {
  const { attributes } = resource;
  const id = requireText(resource, 'id');
  const own = deployments.filter((deployment) => accountOf(deployment) === id.toLowerCase());
  return {
    id,
    hosts: (HOSTS[String(attributes.kind)] ?? []).map(
      (domain) => `${requireText(resource, 'custom_subdomain_name').toLowerCase()}.${domain}`,
    ),
    keys:
      attributes.local_auth_enabled === false
        ? []
        : [requireText(resource, 'primary_access_key'), requireText(resource, 'secondary_access_key')],
    deployments: new Map(own.map((deployment) => [requireText(deployment, 'name'), modelOf(deployment)])),
    users,
  };
}

function accountOf(deployment: ResolvedResource): string {
  // Azure compares resource ids without regard to case.
  return requireText(deployment, 'cognitive_account_id').toLowerCase();
}

function modelOf({ attributes, address }: ResolvedResource): string {
  const model: unknown = Array.isArray(attributes.model) ? attributes.model[0] : attributes.model;
  const name = typeof model === 'object' && model !== null && 'name' in model ? model.name : undefined;
  if (typeof name !== 'string') throw new Error(`${address}: "model" has no name. Set it in the stack.`);
  return name;
}
