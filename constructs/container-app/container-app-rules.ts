import { LITERAL_SECRET, isSecretReference } from '../secret';
import type { ContainerAppProps } from './container-app';
import type { Rule } from '../rules';

/** Sizes a container can have: Azure gives each quarter of a vCPU half a GiB of memory, up to two vCPUs. */
export const CONTAINER_CPUS = [0.25, 0.5, 0.75, 1, 1.25, 1.5, 1.75, 2] as const;

/** The most replicas that azurerm takes. */
const MAX_REPLICAS = 300;

/** A name, then a tag or a digest; a colon before a slash belongs to the port of a registry. */
const PINNED_IMAGE = /^[a-z0-9][a-z0-9._:/-]*(?::(?!latest$)[\w][\w.-]{0,127}|@sha256:[0-9a-f]{64})$/;

/** Also the name of a secret, in lower case and with hyphens. */
const VARIABLE_NAME = /^[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*$/;

/** Props as the rules see them: no value of a secret, because what a rule refuses is printed. */
export type CheckedContainerApp = Omit<ContainerAppProps, 'secrets'> & {
  /** Variables whose secret is given as text. */
  readonly secrets: readonly string[];
  /** All variables, plain ones first. */
  readonly variables: readonly string[];
};

/** Makes what the rules see of props. */
export function checkedContainerApp(props: ContainerAppProps): CheckedContainerApp {
  const { env = {}, secrets = {} } = props;
  const literal = Object.entries(secrets).filter(([, value]) => !isSecretReference(value));
  return {
    ...props,
    secrets: literal.map(([variable]) => variable),
    variables: [...Object.keys(env), ...Object.keys(secrets)],
  };
}

export const CONTAINER_APP_RULES: readonly Rule<CheckedContainerApp>[] = [
  {
    id: 'container-image-pinned',
    prop: 'image',
    when: ({ image }) => !PINNED_IMAGE.test(image),
    message:
      'An image has a tag other than "latest", or a digest, so that a restart runs what was tried and not what was published since.',
    fix: 'Write it like "ghcr.io/owner/server:v1.2.3".',
  },
  {
    id: 'container-port',
    prop: 'port',
    when: ({ port }) => port !== undefined && (!Number.isInteger(port) || port < 1 || port > 65_535),
    message: 'A port is a whole number from 1 to 65535.',
    fix: 'Give the port the server listens on in its container.',
  },
  {
    id: 'container-cpu',
    prop: 'cpu',
    when: ({ cpu }) => cpu !== undefined && !CONTAINER_CPUS.includes(cpu),
    message: `A container has ${CONTAINER_CPUS.join(', ')} vCPU, and 2 GiB of memory for each whole one.`,
    fix: 'Choose one of these; 0.25 is enough for most MCP servers.',
  },
  {
    id: 'container-health-path',
    prop: 'healthPath',
    when: ({ healthPath }) => healthPath !== undefined && !/^\/[\w./~-]*$/.test(healthPath),
    message: 'The path of the health check begins with a slash and has no query.',
    fix: 'Write it like "/healthz", or leave it out: then a connection to the port is enough.',
  },
  {
    id: 'container-affinity',
    prop: 'maxReplicas',
    when: ({ maxReplicas = 1, stateless = false }) => maxReplicas > 1 && !stateless,
    message:
      'A server that keeps sessions runs in one replica: MCP clients keep no affinity cookie, so with several replicas a session would be asked for at one that does not know it.',
    fix: 'Leave maxReplicas at 1, or set stateless: true if the server keeps nothing between requests.',
  },
  {
    id: 'container-replicas',
    prop: 'maxReplicas',
    when: ({ maxReplicas }) => maxReplicas !== undefined && !isCount(maxReplicas, 1),
    message: `The most replicas are a whole number from 1 to ${MAX_REPLICAS}.`,
    fix: 'Write it like 3.',
  },
  {
    id: 'container-replicas-fit',
    prop: 'minReplicas',
    when: ({ minReplicas = 0, maxReplicas, stateless = false }) =>
      minReplicas > replicasAtMost(maxReplicas, stateless) && isCount(replicasAtMost(maxReplicas, stateless), 1),
    message: 'There cannot be more replicas at least than at most, which is 3 for a stateless server and 1 for others.',
    fix: 'Raise maxReplicas, for a stateless server, or lower minReplicas.',
  },
  {
    id: 'container-idle-replicas',
    prop: 'minReplicas',
    when: ({ minReplicas }) => minReplicas !== undefined && !isCount(minReplicas, 0),
    message: `The least replicas are a whole number from 0 to ${MAX_REPLICAS}.`,
    fix: 'Write 0 to pay nothing while nobody calls, 1 to answer without a start.',
  },
  {
    id: 'container-variable-name',
    prop: 'variables',
    when: ({ variables }) => !variables.every((name) => VARIABLE_NAME.test(name)),
    message: 'The name of an environment variable is letters, digits and single underscores, and begins with a letter.',
    fix: 'Rename it like "API_TOKEN".',
  },
  {
    id: 'container-variable-unique',
    prop: 'variables',
    when: ({ variables }) => new Set(variables.map((name) => name.toLowerCase())).size < variables.length,
    message: 'A variable stands in env or in secrets, once; upper and lower case do not tell two apart.',
    fix: 'Remove one of the two.',
  },
  { id: 'container-secret-literal', prop: 'secrets', when: ({ secrets }) => secrets.length > 0, ...LITERAL_SECRET },
  {
    id: 'container-registry',
    prop: 'image',
    when: ({ image, registryId }) => registryId !== undefined && !/^[a-z0-9]+\.azurecr\.[a-z.]+\//.test(image),
    message: 'registryId is that of an Azure Container Registry, and the image does not come from one.',
    fix: 'Leave registryId out, or write the image like "contoso.azurecr.io/server:1.0".',
  },
];

/** Replicas at most of a container that does not say. */
export function replicasAtMost(maxReplicas: number | undefined, stateless: boolean): number {
  return maxReplicas ?? (stateless ? 3 : 1);
}

function isCount(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least && value <= MAX_REPLICAS;
}
