import { errorMessage } from '../gateway/error-details';
import type { ArgumentReader, ComputedAttributes } from '../azure/stand-in';
import { evaluateExpression, followPath, type PathStep } from './evaluate-expression';
import type { StackFile, TerraformFile } from './read-stack-file';
import type { ResolvedResource, ResolvedStack } from './resolved-stack';
import { StackError } from './stack-error';
import { parseTemplate } from './terraform-expression';
import { variableValue } from './variables';

/** What the resolver is given besides the file. */
export interface ResolveOptions {
  /** Computed attributes by Terraform type; the key `*` holds those every type has. */
  readonly computes: Readonly<Record<string, ComputedAttributes>>;
  /** Where `TF_VAR_<name>` is looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told when a secret variable has no value and gets one for this machine. @default nobody is told */
  readonly onDemoValue?: (name: string, value: string) => void;
  /** Types whose arguments need not resolve, because nothing reads them here. */
  readonly withoutEffect: ReadonlySet<string>;
}

/** The resolved stack, and the same file with values in place of references. */
export interface Resolution {
  readonly stack: ResolvedStack;
  /** Same shape as the file that was read, so that whatever reads a stack file can read it. */
  readonly file: TerraformFile;
}

const META_ARGUMENTS = new Set(['//', 'depends_on', 'provider', 'lifecycle', 'provisioner', 'connection', 'timeouts']);
const SHOWN_CHARACTERS = 200;
const UNSUPPORTED_META = ['count', 'for_each', 'dynamic'];

/**
 * Replaces every reference of a stack by its value. References are followed lazily, attribute by attribute, so resources
 * may refer to each other as long as no attribute depends on itself.
 * @throws StackError with every reference that does not resolve, each naming the expression and the address it stands at
 */
export function resolveStack(file: StackFile, options: ResolveOptions): Resolution {
  return new Resolver(file, options).resolve();
}

interface Block {
  readonly address: string;
  readonly mode: 'managed' | 'data';
  readonly type: string;
  readonly name: string;
  readonly body: Readonly<Record<string, unknown>>;
}

class Resolver {
  private readonly blocks = new Map<string, Block>();
  private readonly values = new Map<string, unknown>();
  private readonly inProgress: string[] = [];
  private readonly problems = new Set<string>();

  constructor(
    private readonly file: StackFile,
    private readonly options: ResolveOptions,
  ) {
    this.collect('managed', file.json.resource);
    this.collect('data', file.json.data);
  }

  resolve(): Resolution {
    const resources: ResolvedResource[] = [];
    const json = { resource: new Map<string, object>(), data: new Map<string, object>() };
    for (const block of this.blocks.values()) {
      for (const meta of UNSUPPORTED_META.filter((name) => name in block.body)) {
        this.problems.add(
          `${block.address}: "${meta}" is not supported by the local gateway. Write the instances out, as cdktf does for a loop in TypeScript.`,
        );
      }
      const own = this.attributesOf(block, Object.keys(block.body));
      const computed = this.attributesOf(block, Object.keys(this.computedOf(block.type)));
      resources.push({
        address: block.address,
        mode: block.mode,
        type: block.type,
        name: block.name,
        attributes: { ...own, ...computed },
        ...this.localOf(block),
      });
      const group = json[block.mode === 'data' ? 'data' : 'resource'];
      group.set(block.type, { ...group.get(block.type), [block.name]: own });
    }
    const outputs = this.outputs();
    if (this.problems.size > 0) throw new StackError([...this.problems]);
    return {
      stack: { directory: this.file.directory, resources, outputs },
      file: { ...this.file.json, resource: asTypes(json.resource), data: asTypes(json.data) },
    };
  }

  private collect(mode: 'managed' | 'data', types: TerraformFile['resource']): void {
    for (const [type, names] of Object.entries(types ?? {})) {
      for (const [name, written] of Object.entries(names)) {
        const address = `${mode === 'data' ? 'data.' : ''}${type}.${name}`;
        const body: unknown = Array.isArray(written) && written.length === 1 ? written[0] : written;
        if (typeof body !== 'object' || body === null || Array.isArray(body)) {
          this.problems.add(`${address}: the block is not an object, so it is not Terraform JSON.`);
        } else {
          this.blocks.set(address, { address, mode, type, name, body: Object.fromEntries(Object.entries(body)) });
        }
      }
    }
  }

  private attributesOf(block: Block, names: readonly string[]): Record<string, unknown> {
    const attributes: Record<string, unknown> = {};
    for (const name of names.filter(
      (candidate) => !META_ARGUMENTS.has(candidate) && !UNSUPPORTED_META.includes(candidate),
    )) {
      try {
        attributes[name] = this.attribute(block, name);
      } catch (error) {
        if (!this.options.withoutEffect.has(block.type)) this.report(`${block.address}.${name}`, error);
      }
    }
    return attributes;
  }

  private localOf({ address, body }: Block): Pick<ResolvedResource, 'local'> {
    const metadata: unknown = body['//'];
    if (typeof metadata !== 'object' || metadata === null || !('local' in metadata)) return {};
    try {
      return { local: this.value(`${address}.//.local`, metadata.local) };
    } catch (error) {
      this.report(`${address}.//.local`, error);
      return {};
    }
  }

  private outputs(): Record<string, unknown> {
    const outputs: Record<string, unknown> = {};
    for (const [name, written] of Object.entries(this.file.json.output ?? {})) {
      try {
        outputs[name] = this.value(`output.${name}`, followPath(written, ['value']));
      } catch (error) {
        this.report(`output.${name}`, error);
      }
    }
    return outputs;
  }

  private report(place: string, error: unknown): void {
    const problems = error instanceof StackError ? error.problems : [`${place}: ${errorMessage(error)}.`];
    for (const problem of problems) this.problems.add(problem);
  }

  private computedOf(type: string): ComputedAttributes {
    return { ...this.options.computes['*'], ...this.options.computes[type] };
  }

  /** The value of one attribute: computed when Azure computes it, else the argument as written, resolved. */
  private attribute(block: Block, name: string): unknown {
    return this.once(`${block.address}.${name}`, () => {
      const compute =
        this.options.computes[block.type]?.[name] ??
        (name in block.body ? undefined : this.options.computes['*']?.[name]);
      const reader: ArgumentReader = {
        address: block.address,
        argument: (argument) =>
          argument in block.body ? this.value(`${block.address}.${argument}`, block.body[argument]) : undefined,
      };
      if (compute !== undefined) return compute(reader);
      if (name in block.body) return this.value(`${block.address}.${name}`, block.body[name]);
      throw new Error(`the local gateway knows no attribute "${name}" of ${block.type} (see docs/fidelity.md)`);
    });
  }

  private once(key: string, compute: () => unknown): unknown {
    if (this.values.has(key)) return this.values.get(key);
    if (this.inProgress.includes(key)) {
      const cycle = [...this.inProgress.slice(this.inProgress.indexOf(key)), key].join(' -> ');
      throw new Error(`the references form a cycle: ${cycle}`);
    }
    this.inProgress.push(key);
    try {
      const value = compute();
      this.values.set(key, value);
      return value;
    } finally {
      this.inProgress.pop();
    }
  }

  /** Resolves every template inside an argument; `place` is where it stands, for messages. */
  private value(place: string, written: unknown): unknown {
    if (typeof written === 'string') return this.template(place, written);
    if (Array.isArray(written)) return written.map((item, index) => this.value(`${place}[${index}]`, item));
    if (typeof written !== 'object' || written === null) return written;
    return Object.fromEntries(Object.entries(written).map(([key, item]) => [key, this.value(`${place}.${key}`, item)]));
  }

  private template(place: string, text: string): unknown {
    try {
      const expression = parseTemplate(text);
      return expression.kind === 'literal'
        ? expression.value
        : evaluateExpression(expression, (root, path) => this.lookup(root, path));
    } catch (error) {
      if (error instanceof StackError) throw error;
      const shown = text.length > SHOWN_CHARACTERS ? `${text.slice(0, SHOWN_CHARACTERS)}...` : text;
      throw new StackError([`${place}: "${shown}" does not resolve: ${errorMessage(error)}.`]);
    }
  }

  private lookup(root: string, path: readonly PathStep[]): unknown {
    const [first, second, ...rest] = path;
    if (root === 'var') {
      const name = String(first);
      const value = this.once(`var.${name}`, () =>
        variableValue(name, this.file.json.variable?.[name], {
          env: this.options.env,
          onDemoValue: this.options.onDemoValue ?? (() => undefined),
        }),
      );
      return followPath(value, path.slice(1));
    }
    if (root === 'local') {
      const name = String(first);
      const locals = this.file.json.locals ?? {};
      if (!(name in locals)) throw new Error(`there is no local value "${name}"`);
      return followPath(
        this.once(`local.${name}`, () => this.value(`local.${name}`, locals[name])),
        path.slice(1),
      );
    }
    if (root === 'path') return this.file.directory;
    if (root === 'terraform' && first === 'workspace') return 'default';
    if (root === 'data') return this.ofResource(`data.${first}.${second}`, rest);
    return this.ofResource(`${root}.${first}`, path.slice(1));
  }

  private ofResource(address: string, path: readonly PathStep[]): unknown {
    const block = this.blocks.get(address);
    if (block === undefined) throw new Error(`there is no ${address} in the stack`);
    const [name, ...rest] = path;
    if (name === undefined) {
      return {
        ...this.attributesOf(block, Object.keys(block.body)),
        ...this.attributesOf(block, Object.keys(this.computedOf(block.type))),
      };
    }
    return followPath(this.attribute(block, String(name)), rest);
  }
}

function asTypes(groups: ReadonlyMap<string, object>): Record<string, Record<string, unknown>> {
  return Object.fromEntries([...groups].map(([type, names]) => [type, Object.fromEntries(Object.entries(names))]));
}

/** Writes literal text as Terraform JSON does, so that a resolved value with `${` in it stays literal when it is read again. */
export function escapeTemplates<T>(value: T): T;
export function escapeTemplates(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('${', () => '$${').replaceAll('%{', '%%{');
  if (Array.isArray(value)) return value.map((item: unknown) => escapeTemplates(item));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, escapeTemplates(item)]));
}
