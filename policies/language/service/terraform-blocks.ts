/** A Terraform JSON file, such as cdk.tf.json, after JSON.parse. */
export type TerraformJson = Readonly<Record<string, unknown>>;

type Body = Readonly<Record<string, unknown>>;

/** One resource or data source. */
export interface Block {
  /** For instance `azurerm_api_management.gateway` or `data.azurerm_api_management.existing`. */
  readonly address: string;
  readonly type: string;
  readonly body: Body;
}

/** What a value of a block turns out to be when references to other arguments are followed. */
export interface Followed {
  /** The text, when it is literal; Terraform's escapes undone. */
  readonly literal: string | undefined;
  /** Addresses the value leads through, nearest first. */
  readonly trail: readonly string[];
}

/** `${type.name.attribute}`; an index after the name (count, for_each) leads to the same block. */
const REFERENCE = /^\$\{\s*(data\.)?([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)(?:\[[^\]]*\])?(?:\.([A-Za-z_][\w-]*))?\s*\}$/;

const ADDRESS = /\b((?:data\.)?[a-z][a-z0-9]*_[a-z0-9_]+\.[A-Za-z_][\w-]*)/g;

const TEMPLATE = /(?<!\$)\$\{|(?<!%)%\{/;

/** A reference through more arguments than this goes in a circle. */
const LONGEST_TRAIL = 16;

/** The blocks of a Terraform file, with references between them followed and nothing evaluated. */
export class TerraformBlocks {
  private readonly blocks = new Map<string, Block>();
  private readonly types = new Map<string, Block[]>();
  private readonly followed = new Map<string, Followed>();
  private readonly locals: Body;

  constructor(terraform: TerraformJson) {
    for (const [prefix, section] of [
      ['', terraform['resource']],
      ['data.', terraform['data']],
    ] as const)
      for (const [type, named] of entries(section))
        for (const [name, body] of entries(named)) {
          const address = `${prefix}${type}.${name}`;
          const block = { address, type: `${prefix}${type}`, body: Object.assign({}, ...bodies(body)) };
          this.blocks.set(address, block);
          const sameType = this.types.get(block.type);
          if (sameType) sameType.push(block);
          else this.types.set(block.type, [block]);
        }
    this.locals = Object.assign({}, ...bodies(terraform['locals']));
  }

  find(address: string): Block | undefined {
    return this.blocks.get(address);
  }

  /** All blocks of a type, in the order of the file; data sources have the type `data.<type>`. */
  ofType(type: string): readonly Block[] {
    return this.types.get(type) ?? [];
  }

  /** Follows a value through `${type.name.argument}` and `${local.name}` to literal text, if it leads there. */
  follow(value: unknown): Followed {
    if (typeof value !== 'string') return this.walk(value);
    const known = this.followed.get(value);
    if (known) return known;
    const result = this.walk(value);
    this.followed.set(value, result);
    return result;
  }

  private walk(value: unknown): Followed {
    const trail: string[] = [];
    let current = value;
    while (trail.length < LONGEST_TRAIL) {
      if (typeof current === 'number' || typeof current === 'boolean') return { literal: String(current), trail };
      if (typeof current !== 'string') return { literal: undefined, trail };
      if (!hasTemplate(current)) return { literal: unescapeTemplate(current), trail };
      const [, data = '', type = '', name = '', argument] = REFERENCE.exec(current) ?? [];
      if (type === 'local' && argument === undefined) {
        trail.push(`local.${name}`);
        current = this.locals[name];
        continue;
      }
      const address = `${data}${type}.${name}`;
      const block = this.blocks.get(address);
      if (!block || argument === undefined) return { literal: undefined, trail };
      trail.push(address);
      current = block.body[argument];
    }
    return { literal: undefined, trail };
  }

  /** Literal text of an argument, if it leads to some. */
  text(block: Block, argument: string): string | undefined {
    return this.follow(block.body[argument]).literal;
  }

  /** The addresses a block refers to anywhere in its body, `depends_on` included. */
  referencesOf(block: Block): ReadonlySet<string> {
    const found = new Set<string>();
    collect(block.body, (text, inDependsOn) => {
      if (!inDependsOn && !hasTemplate(text)) return;
      for (const [address] of text.matchAll(ADDRESS)) if (this.blocks.has(address)) found.add(address);
    });
    found.delete(block.address);
    return found;
  }

  /** The references of each block, by its address. */
  references(): ReadonlyMap<string, ReadonlySet<string>> {
    return new Map([...this.blocks.values()].map((block) => [block.address, this.referencesOf(block)]));
  }
}

/** The address a value that is one `${type.name.attribute}` refers to, whether or not the attribute is configured. */
export function referredAddress(value: unknown): string | undefined {
  const [, data = '', type, name] = (typeof value === 'string' && REFERENCE.exec(value)) || [];
  return type === undefined || name === undefined ? undefined : `${data}${type}.${name}`;
}

/** Tells whether text holds a Terraform template, `${...}` or `%{...}`, that is not escaped. */
export function hasTemplate(text: string): boolean {
  return TEMPLATE.test(text);
}

/** Undoes Terraform's escapes: `$${` is `${` and `%%{` is `%{`. */
export function unescapeTemplate(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

/** Nested blocks stand in Terraform JSON as one object or a list of them. */
export function bodies(value: unknown): readonly Body[] {
  if (Array.isArray(value)) return value.filter(isBody);
  return isBody(value) ? [value] : [];
}

function entries(value: unknown): readonly (readonly [string, unknown])[] {
  return bodies(value).flatMap((body) => Object.entries(body).filter(([key]) => key !== '//'));
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function collect(value: unknown, visit: (text: string, inDependsOn: boolean) => void, inDependsOn = false): void {
  if (typeof value === 'string') visit(value, inDependsOn);
  else if (Array.isArray(value)) for (const item of value) collect(item, visit, inDependsOn);
  else if (isBody(value))
    for (const [key, item] of Object.entries(value))
      if (key !== '//') collect(item, visit, inDependsOn || key === 'depends_on');
}
