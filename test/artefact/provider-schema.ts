import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** What a provider takes as one argument. */
export interface ArgumentSchema {
  readonly required: boolean;
  readonly kind: 'any' | 'text' | 'number' | 'boolean' | 'texts' | 'numbers' | 'map' | 'object' | 'objects';
  /** Arguments of an object. */
  readonly members: ReadonlyMap<string, ArgumentSchema>;
  /**
   * True for a list of objects that is an attribute and no block. Terraform's JSON syntax has no defaults for those: each
   * object has to set every member. https://developer.hashicorp.com/terraform/language/attr-as-blocks
   */
  readonly isAttribute: boolean;
}

/** What a provider knows of one Terraform type. */
export interface TypeSchema {
  readonly arguments: ReadonlyMap<string, ArgumentSchema>;
  /** Every attribute that can be referred to: arguments and what Azure computes. */
  readonly attributes: ReadonlySet<string>;
}

const cache = new Map<string, TypeSchema | undefined>();

/**
 * Reads the schema of a type from the TypeScript bindings, which are generated from the schema of the provider's very
 * version. The arguments of a provider itself are those of the type `<provider>_provider`.
 * @returns undefined for a type that the bindings do not have
 */
export function providerSchema(type: string, isData: boolean): TypeSchema | undefined {
  const key = `${isData ? 'data.' : ''}${type}`;
  if (!cache.has(key)) cache.set(key, readSchema(type, isData));
  return cache.get(key);
}

function readSchema(type: string, isData: boolean): TypeSchema | undefined {
  const folder = bindingsOf(type, isData);
  if (folder === undefined) return undefined;
  const text = readFileSync(join(folder, 'index.d.ts'), 'utf8');
  const structs = new Map(
    [...text.matchAll(/^export interface (\w+)(?: extends [\w.]+)? \{\n([\s\S]*?)^\}/gm)].map(
      ([, name = '', members = '']) => [name, members],
    ),
  );
  const config = [...structs.keys()].find((name) => name.endsWith('Config'));
  if (config === undefined) throw new Error(`${folder}: no interface of the type's arguments`);
  const members = membersOf(config, structs);
  const compiled = readFileSync(join(folder, 'index.js'), 'utf8');
  const computed = [...compiled.matchAll(/(?:Attribute|OutputReference|List|Map)\((?:this, )?['"](\w+)['"]/g)].map(
    ([, name = '']) => name,
  );
  return { arguments: members, attributes: new Set([...members.keys(), ...computed]) };
}

/** Resources whose folder is not called after them, because the name is a word of some language. */
const RENAMED: Readonly<Record<string, string>> = { random_string: 'string-resource' };

function bindingsOf(type: string, isData: boolean): string | undefined {
  const [provider = '', ...words] = type.split('_');
  const name = isData ? `data-${provider}-${words.join('-')}` : (RENAMED[type] ?? words.join('-'));
  try {
    const folder = join(dirname(require.resolve(`@cdktf/provider-${provider}/package.json`)), 'lib', name);
    return existsSync(folder) ? folder : undefined;
  } catch {
    return undefined;
  }
}

const MEMBER = /\/\*\*([\s\S]*?)\*\/\s*readonly (\w+)(\?)?: (\{[\s\S]*?\}|[^;]+);/g;

function membersOf(struct: string, structs: ReadonlyMap<string, string>): ReadonlyMap<string, ArgumentSchema> {
  const found = [...(structs.get(struct) ?? '').matchAll(MEMBER)];
  return new Map(
    found.flatMap(([, comment = '', , optional, written = '']) => {
      const name = /#(\w+) /.exec(comment)?.[1];
      // The alias of a provider is Terraform's own.
      if (name === undefined) return [];
      const { kind, nested } = kindOf(written.replace(' | cdktf.IResolvable', ''));
      const isAttribute = nested !== undefined && !new RegExp(`\\* ${name} block\\n`).test(comment);
      const members = nested === undefined ? new Map<string, ArgumentSchema>() : membersOf(nested, structs);
      return [[name, { required: optional === undefined, kind, members, isAttribute }] as const];
    }),
  );
}

function kindOf(written: string): { readonly kind: ArgumentSchema['kind']; readonly nested?: string } {
  if (written.startsWith('{')) return { kind: 'map' };
  const simple = (
    { string: 'text', number: 'number', boolean: 'boolean', 'string[]': 'texts', 'number[]': 'numbers' } as const
  )[written];
  if (simple !== undefined) return { kind: simple };
  return written.endsWith('[]')
    ? { kind: 'objects', nested: written.slice(0, -2) }
    : { kind: 'object', nested: written };
}
