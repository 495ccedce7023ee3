import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ClrType } from '../clr-type';
import { OBJECT } from '../clr-type';
import type { ConstantValue } from '../bound-tree/values';
import { decodeGeneric, decodeMember, isMethod, nameOf } from './decode-member';
import type { RawMember } from './decode-member';
import { parseTypeReference } from './reference';

/** A generic parameter with its variance and constraints. */
export interface GenericParameter {
  readonly name: string;
  readonly variance: 'in' | 'out' | 'none';
  readonly constraints: readonly ('class' | 'struct' | 'new' | ClrType)[];
}

export interface Parameter {
  readonly name: string;
  readonly type: ClrType;
  readonly mode: 'value' | 'out' | 'ref';
  /** The default of an optional parameter. */
  readonly default?: { readonly value: ConstantValue };
}

export interface Method {
  readonly kind: 'method';
  /** Documentation comment id. */
  readonly id: string;
  /** `#ctor` for a constructor, `op_Implicit` and so on for operators. */
  readonly name: string;
  readonly declaring: string;
  readonly static: boolean;
  readonly extension: boolean;
  /** The last parameter is a `params` array. */
  readonly params: boolean;
  readonly override: boolean;
  readonly generics: readonly GenericParameter[];
  readonly parameters: readonly Parameter[];
  readonly returnType: ClrType;
}

export interface Property {
  readonly kind: 'property';
  readonly id: string;
  readonly name: string;
  readonly declaring: string;
  readonly static: boolean;
  readonly readable: boolean;
  readonly writable: boolean;
  /** Of an indexer. */
  readonly parameters: readonly Parameter[];
  readonly type: ClrType;
}

export interface Field {
  readonly kind: 'field';
  readonly id: string;
  readonly name: string;
  readonly declaring: string;
  readonly static: boolean;
  readonly writable: boolean;
  readonly type: ClrType;
  readonly constant?: { readonly value: ConstantValue };
}

export type Member = Method | Property | Field;

export interface TypeDefinition {
  readonly id: string;
  readonly kind: 'class' | 'abstract' | 'sealed' | 'static' | 'struct' | 'enum' | 'interface' | 'delegate';
  /** Undefined for System.Object and interfaces. */
  readonly base?: ClrType;
  /** All interfaces, inherited ones too. */
  readonly interfaces: readonly ClrType[];
  readonly generics: readonly GenericParameter[];
  /** Of an enum. */
  readonly underlying?: ClrType;
  /** Of a delegate. */
  readonly invoke?: { readonly returnType: ClrType; readonly parameters: readonly ClrType[] };
  /** Members declared here; empty for types that are mentioned only. */
  readonly members: Members;
}

/** The members that a type declares, each read from the table when it is first asked for. */
export interface Members {
  readonly size: number;
  /** The different names, `#ctor` among them. */
  names(): readonly string[];
  /** Members of this name: overloads, or one property or field. */
  get(name: string): readonly Member[] | undefined;
  /** Properties with parameters. */
  indexers(): readonly Property[];
}

interface RawType {
  readonly kind: TypeDefinition['kind'];
  readonly base?: string;
  readonly interfaces?: readonly string[];
  readonly generics?: readonly string[];
  readonly underlying?: string;
  readonly invoke?: readonly [string, readonly string[]];
  readonly members?: readonly RawMember[];
}

/** The files that `test/csharp` writes by reflection. */
const FILES = ['system.json', 'newtonsoft.json', 'policy.json'];

let raw: ReadonlyMap<string, RawType> | undefined;
let extensionsByName: Map<string, { readonly declaring: string; readonly raw: RawMember }[]> | undefined;
const definitions = new Map<string, TypeDefinition>();
const extensions = new Map<string, readonly { readonly declaring: string; readonly method: Method }[]>();

function rawTypes(): ReadonlyMap<string, RawType> {
  raw ??= new Map(
    FILES.flatMap((file) =>
      Object.entries(JSON.parse(readFileSync(join(__dirname, file), 'utf8')) as Record<string, RawType>),
    ),
  );
  return raw;
}

/** The static classes of the table that declare extension methods of this name, with those methods, in the table's order. */
export function extensionMethods(name: string): readonly { readonly declaring: string; readonly method: Method }[] {
  const known = extensions.get(name);
  const found = known === undefined ? rawExtensions().get(name) : undefined;
  if (found === undefined) {
    return known ?? [];
  }
  const methods = found.flatMap(({ declaring, raw: member }) => {
    const method = decodeMember(declaring, member);
    return method.kind === 'method' ? [{ declaring, method }] : [];
  });
  extensions.set(name, methods);
  return methods;
}

function rawExtensions(): ReadonlyMap<string, { readonly declaring: string; readonly raw: RawMember }[]> {
  if (extensionsByName === undefined) {
    extensionsByName = new Map();
    for (const [declaring, { kind, members = [] }] of rawTypes()) {
      for (const member of kind === 'static' ? members : []) {
        const [signature, , , flags] = member;
        if (isMethod(flags) && flags.includes('x')) {
          append(extensionsByName, nameOf(signature), { declaring, raw: member });
        }
      }
    }
  }
  return extensionsByName;
}

/** Adds an item to the list under a key, making the list where there is none. */
function append<T>(lists: Map<string, T[]>, key: string, item: T): void {
  const list = lists.get(key);
  if (list === undefined) {
    lists.set(key, [item]);
  } else {
    list.push(item);
  }
}

/** The definition of a type, or undefined when neither the allow-list nor a signature of its types mentions it. */
export function typeDefinition(id: string): TypeDefinition | undefined {
  let definition = definitions.get(id);
  if (definition === undefined) {
    const entry = rawTypes().get(id);
    if (entry === undefined) {
      return undefined;
    }
    definition = decode(id, entry);
    definitions.set(id, definition);
  }
  return definition;
}

function decode(id: string, entry: RawType): TypeDefinition {
  const isRoot = id === 'System.Object' || entry.kind === 'interface';
  return {
    id,
    kind: entry.kind,
    base: isRoot ? undefined : entry.base === undefined ? OBJECT : parseTypeReference(entry.base),
    interfaces: (entry.interfaces ?? []).map(parseTypeReference),
    generics: (entry.generics ?? []).map(decodeGeneric),
    underlying: entry.underlying === undefined ? undefined : parseTypeReference(entry.underlying),
    invoke:
      entry.invoke === undefined
        ? undefined
        : { returnType: parseTypeReference(entry.invoke[0]), parameters: entry.invoke[1].map(parseTypeReference) },
    members: new DecodedMembers(id, entry.members ?? []),
  };
}

class DecodedMembers implements Members {
  private readonly raw = new Map<string, RawMember[]>();
  private readonly decoded = new Map<string, readonly Member[]>();
  private indexed: readonly Property[] | undefined;

  constructor(
    private readonly declaring: string,
    private readonly all: readonly RawMember[],
  ) {
    for (const member of all) {
      append(this.raw, nameOf(member[0]), member);
    }
  }

  get size(): number {
    return this.all.length;
  }

  names(): readonly string[] {
    return [...this.raw.keys()];
  }

  get(name: string): readonly Member[] | undefined {
    const raw = this.raw.get(name);
    if (raw === undefined) {
      return undefined;
    }
    let members = this.decoded.get(name);
    if (members === undefined) {
      members = raw.map((member) => decodeMember(this.declaring, member));
      this.decoded.set(name, members);
    }
    return members;
  }

  indexers(): readonly Property[] {
    this.indexed ??= [...this.raw]
      .filter(([, members]) =>
        members.some(([signature, , , flags]) => flags.startsWith('p') && signature.includes('(')),
      )
      .flatMap(([name]) => this.get(name) ?? [])
      .filter((member): member is Property => member.kind === 'property' && member.parameters.length > 0);
    return this.indexed;
  }
}
