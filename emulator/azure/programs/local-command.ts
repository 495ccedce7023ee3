import type { ResolvedResource } from '../../stack/resolved-stack';
import { nestedBlock, textList } from '../stack-values';

/** How a server of the stack is run on this machine: what its construct wrote into the metadata of a resource as `local`. */
export interface LocalCommand {
  /** A program on the PATH or a path relative to the working directory. */
  readonly command: string;
  /** `{port}` stands for the port the program has to listen on. */
  readonly args: readonly string[];
  /** Added to the environment, with the same `{port}`. */
  readonly env: Readonly<Record<string, string>>;
}

/**
 * Reads the `local` metadata of a resource.
 * @returns undefined when the resource has none
 * @throws Error naming the resource and what is wrong
 */
export function readLocalCommand(resource: ResolvedResource): LocalCommand | undefined {
  const { local } = resource;
  if (local === undefined || local === null) return undefined;
  const { command, args, env } = nestedBlock(local) ?? {};
  const place = `${resource.address}.//.local`;
  if (typeof command !== 'string' || command === '') {
    throw new Error(
      `${place}: "command" is ${JSON.stringify(command) ?? 'not set'}; it must name a program. Write it like { "command": "node", "args": ["server.js"] }.`,
    );
  }
  const variables = Object.entries(nestedBlock(env) ?? {});
  const notText = variables.filter(([, value]) => typeof value !== 'string').map(([name]) => name);
  if (notText.length > 0) {
    throw new Error(`${place}: "env" holds values that are no strings: ${notText.join(', ')}. Make them strings.`);
  }
  return {
    command,
    args: textList(place, 'args', args),
    env: Object.fromEntries(variables.map(([name, value]) => [name, String(value)])),
  };
}
