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

function readJson<T>(file: string): T {
  return JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as T;
}

let list: AllowListFile | undefined;
let allowed: ReadonlySet<string> | undefined;
let names: Readonly<Record<string, string>> | undefined;

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
  names ??= readJson<Record<string, string>>('names.json');
  const simple = arity === 0 ? name : `${name}\`${arity}`;
  return Object.entries(names)
    .filter(
      ([namespace, types]) =>
        (namespaces === undefined || namespaces.includes(namespace)) && ` ${types} `.includes(` ${simple} `),
    )
    .map(([namespace]) => `${namespace}.${simple}`);
}

/** True for a namespace, or the beginning of one (`System`, `System.Collections`). */
export function isNamespace(name: string): boolean {
  names ??= readJson<Record<string, string>>('names.json');
  return Object.keys(names).some((namespace) => namespace === name || namespace.startsWith(`${name}.`));
}
