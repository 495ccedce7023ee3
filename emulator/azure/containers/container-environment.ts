import type { ResolvedResource } from '../../stack/resolved-stack';
import { blocks } from '../stack-values';

/** The environment variables of a container. */
export interface ContainerEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  /** The values among them that are secrets. */
  readonly secrets: readonly string[];
}

/**
 * Reads the `env` blocks of a container.
 * @param secrets the app's, by name
 * @throws Error naming the app and every variable that refers to a secret which is not there
 */
export function readContainerEnvironment(
  app: ResolvedResource,
  container: Readonly<Record<string, unknown>>,
  secrets: ReadonlyMap<string, string>,
): ContainerEnvironment {
  const variables: Record<string, string> = {};
  const problems: string[] = [];
  for (const { name, value, secret_name: secretName } of blocks(container.env)) {
    const variable = String(name);
    if (typeof secretName !== 'string' || secretName === '') {
      variables[variable] = value === undefined || value === null ? '' : String(value);
      continue;
    }
    const secret = secrets.get(secretName);
    if (secret !== undefined) variables[variable] = secret;
    else {
      problems.push(
        `${app.address}: the variable ${variable} refers to the secret "${secretName}", which the app does not have. There is ${[...secrets.keys()].join(', ') || 'none'}.`,
      );
    }
  }
  if (problems.length > 0) throw new Error(problems.join('\n'));
  return { variables, secrets: [...secrets.values()] };
}
