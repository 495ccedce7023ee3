import type { ResolvedResource, ResolvedStack } from '../stack/resolved-stack';
import type { ArgumentReader } from './stand-in';

/** The managed resources of one Terraform type. */
export function resourcesOfType(stack: ResolvedStack, type: string): readonly ResolvedResource[] {
  return stack.resources.filter((resource) => resource.mode === 'managed' && resource.type === type);
}

/** A text argument or attribute of a resource. @throws Error naming resource and argument when it is absent or no text */
export function requireText(resource: ResolvedResource, name: string): string {
  const value = resource.attributes[name];
  if (typeof value !== 'string' || value === '') {
    throw new Error(
      `${resource.address}: "${name}" is ${JSON.stringify(value) ?? 'not set'}; it must be a non-empty string. Set it in the stack.`,
    );
  }
  return value;
}

/** A list of texts; undefined and null count as empty. @throws Error naming resource and argument for anything else */
export function textList(owner: string, name: string, value: unknown): readonly string[] {
  if (value === undefined || value === null) {
    return [];
  }
  if (!Array.isArray(value) || !value.every((item): item is string => typeof item === 'string')) {
    throw new Error(
      `${owner}: "${name}" must be a list of strings, not ${JSON.stringify(value)}. Correct it in the stack.`,
    );
  }
  return value;
}

/** A nested block, which Terraform JSON writes as an object or as a list of one; undefined when absent. */
export function nestedBlock(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const block: unknown = Array.isArray(value) ? value[0] : value;
  return typeof block === 'object' && block !== null ? (block as Readonly<Record<string, unknown>>) : undefined;
}

/** Nested blocks that may repeat, which Terraform JSON writes as a list or, when there is one, as an object. */
export function blocks(value: unknown): readonly Readonly<Record<string, unknown>>[] {
  const list: readonly unknown[] = Array.isArray(value) ? value : [value];
  return list.filter(
    (block): block is Readonly<Record<string, unknown>> => typeof block === 'object' && block !== null,
  );
}

/** A text argument while references are still being resolved. @throws Error naming the argument when it is absent or no text */
export function argumentText(resource: ArgumentReader, name: string): string {
  const value = resource.argument(name);
  if (typeof value !== 'string' || value === '') {
    throw new Error(
      `${resource.address}: "${name}" is ${JSON.stringify(value) ?? 'not set'}; it must be a non-empty string. Set it in the stack.`,
    );
  }
  return value;
}
