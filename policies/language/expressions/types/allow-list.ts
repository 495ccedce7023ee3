import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface AllowListFile {
  readonly source: string;
  readonly types: Readonly<Record<string, readonly string[]>>;
  readonly only: Readonly<Record<string, readonly string[]>>;
  readonly except: Readonly<Record<string, readonly string[]>>;
  readonly unlisted: { readonly only: Readonly<Record<string, readonly string[]>> };
  readonly policyTypes: { readonly types: readonly string[] };
  readonly alternatives: Readonly<Record<string, string>>;
}

/** The public types of .NET, legal or not. */
interface KnownNames {
  /** Namespaces by the simple name (with arity) of a type in them. */
  readonly namespacesOf: ReadonlyMap<string, readonly string[]>;
  /** Every namespace and every beginning of one: `System`, `System.Collections`. */
  readonly namespaces: ReadonlySet<string>;
}

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as T;
}

let list: AllowListFile | undefined;
let allowed: ReadonlySet<string> | undefined;
let known: KnownNames | undefined;

function allowList(): AllowListFile {
  list ??= readJson<AllowListFile>('allow-list.json');
  return list;
}

/** A type id without generic arities, as the documentation writes it. */
function plainId(id: string): string {
  return id.replace(/`\d+/g, '');
}

/** The namespaces whose types may be written without them: those of the allow-list. */
export function importedNamespaces(): string[] {
  return Object.keys(allowList().types);
}

/** True when the documentation lists the type, with all or some of its members. */
export function isTypeAllowed(id: string): boolean {
  if (allowed === undefined) {
    const { types, unlisted, policyTypes } = allowList();
    allowed = new Set([
      ...Object.entries(types).flatMap(([namespace, members]) => members.map((name) => `${namespace}.${name}`)),
      ...Object.keys(unlisted.only),
      ...policyTypes.types,
    ]);
  }
  return allowed.has(plainId(id));
}

/** True when the member of this declaring type may be used; `memberId` tells overloads apart. Operators of a listed type may. */
export function isMemberAllowed(declaring: string, name: string, memberId: string): boolean {
  if (!isTypeAllowed(declaring)) {
    return false;
  }
  const { only, except, unlisted } = allowList();
  const type = plainId(declaring);
  const listed = only[type] ?? unlisted.only[type];
  const excluded = except[type] ?? [];
  return (
    (listed === undefined || listed.includes(name) || name.startsWith('op_')) &&
    !excluded.includes(name) &&
    !excluded.includes(memberId)
  );
}

/** What to write instead of a type or of a member (`System.DateTime.TryParse`), where something legal does the same. */
export function alternativeTo(name: string): string | undefined {
  return allowList().alternatives[plainId(name)];
}

/** Full ids of the known .NET types with this simple name (and arity), legal or not, in these namespaces or in any. */
export function typesNamed(name: string, arity: number, namespaces?: readonly string[]): string[] {
  const simple = arity === 0 ? name : `${name}\`${arity}`;
  return (knownNames().namespacesOf.get(simple) ?? [])
    .filter((namespace) => namespaces === undefined || namespaces.includes(namespace))
    .map((namespace) => `${namespace}.${simple}`);
}

/** True for a namespace, or the beginning of one (`System`, `System.Collections`). */
export function isNamespace(name: string): boolean {
  return knownNames().namespaces.has(name);
}

function knownNames(): KnownNames {
  known ??= indexNames(readJson<Record<string, string>>('names.json'));
  return known;
}

function indexNames(names: Readonly<Record<string, string>>): KnownNames {
  const namespacesOf = new Map<string, string[]>();
  const namespaces = new Set<string>();
  for (const [namespace, types] of Object.entries(names)) {
    for (const name of types.split(' ')) {
      const same = namespacesOf.get(name);
      if (same === undefined) {
        namespacesOf.set(name, [namespace]);
      } else {
        same.push(namespace);
      }
    }
    for (let end = namespace.length; end > 0; end = namespace.lastIndexOf('.', end - 1)) {
      namespaces.add(namespace.slice(0, end));
    }
  }
  return { namespacesOf, namespaces };
}
