import { CONVERTIBLE } from './convertible';
import { LITERALS } from './literals';
import { bracketed, leaf } from './node';
import type { Node } from './node';
import type { SeededRandom } from './random';
import { parseTemplate } from './template';
import type { Hole, Template } from './template';
import { WRITTEN_TEMPLATES } from './templates';
import { tableTemplates } from './table-templates';
import { madeUpValue, placeText } from './texts';

/** A local variable that generated code can read. */
export interface Variable {
  readonly name: string;
  readonly type: string;
  readonly writable: boolean;
}

interface Templates {
  readonly written: ReadonlyMap<string, readonly Template[]>;
  /** From the type table, each member's variants together. */
  readonly table: ReadonlyMap<string, readonly (readonly Template[])[]>;
}

let templates: Templates | undefined;
let resultTypes: readonly string[] | undefined;

/** The types expressions can be made of. */
const KNOWN_TYPES: readonly string[] = [...new Set([...Object.keys(LITERALS), ...WRITTEN_TEMPLATES.keys()])];

function loadTemplates(): Templates {
  if (templates === undefined) {
    const written = new Map([...WRITTEN_TEMPLATES].map(([type, texts]) => [type, texts.map(parseTemplate)]));
    const table = new Map<string, (readonly Template[])[]>();
    for (const { result, texts } of tableTemplates(new Set(KNOWN_TYPES))) {
      table.set(result, [...(table.get(result) ?? []), texts.map(parseTemplate)]);
    }
    templates = { written, table };
  }
  return templates;
}

/** The simplest value of a type, or undefined when none is listed. */
export function simplestValue(type: string): string | undefined {
  return LITERALS[type]?.[0];
}

const USE_VARIABLE = 0.35;
const USE_LITERAL = 0.2;
const USE_MADE_UP = 0.4;
const USE_CONVERTIBLE = 0.12;
const USE_TABLE = 0.4;
const LEAVE_BRACKETS_OUT = 0.06;
const USE_BLOCK = 0.15;

/** Writes random expressions of wanted types. */
export class ExpressionGenerator {
  readonly scope: Variable[] = [];
  private names = 0;

  /** @param wrongType probability that a piece has another type than wanted, so that most results do not compile */
  constructor(
    readonly random: SeededRandom,
    private readonly wrongType: number,
  ) {}

  /** A name that stands for nothing yet. */
  freshName(prefix: string): string {
    this.names++;
    return `${prefix}${this.names}`;
  }

  /** Any type that something yields: of a member of the table or of what is written by hand. */
  anyResult(): string {
    resultTypes ??= [...new Set([...loadTemplates().table.keys(), ...KNOWN_TYPES])].filter((type) => type !== 'void');
    return this.random.pick(resultTypes);
  }

  /** A type to declare a variable of, or to build an expression for. */
  anyType(): string {
    return this.random.pick(KNOWN_TYPES);
  }

  /** An expression of the type, nested at most `depth` deep. */
  expression(wanted: string, depth: number): Node {
    const { random } = this;
    const type = random.chance(this.wrongType) ? this.anyType() : wanted;
    const variables = this.scope.filter((variable) => variable.type === type);
    if (variables.length > 0 && random.chance(USE_VARIABLE)) return leaf(type, random.pick(variables).name);
    if (depth <= 0 || random.chance(USE_LITERAL)) return this.literal(type, depth);
    const convertible = CONVERTIBLE[type];
    if (convertible !== undefined && random.chance(USE_CONVERTIBLE)) {
      return { ...this.expression(random.pick(convertible), depth - 1), type };
    }
    const template = this.template(type);
    return template === undefined ? this.literal(type, depth) : this.fill(template, type, depth - 1);
  }

  /** A statement that calls a member without a result, or undefined when none was found. */
  call(depth: number): Node | undefined {
    const members = loadTemplates().table.get('void') ?? [];
    if (members.length === 0) return undefined;
    return this.fill(this.random.pick(this.random.pick(members)), 'void', depth);
  }

  private literal(type: string, depth: number): Node {
    const { random } = this;
    const values = LITERALS[type];
    if (values !== undefined) {
      const text = (random.chance(USE_MADE_UP) ? madeUpValue(type, random) : undefined) ?? random.pick(values);
      return leaf(type, text, !/^[(-]|[ |]/.test(text) || /^(?:new |@?")/.test(text));
    }
    const convertible = CONVERTIBLE[type];
    if (convertible !== undefined) return { ...this.expression(random.pick(convertible), depth - 1), type };
    return leaf(type, `default(${type})`);
  }

  private template(type: string): Template | undefined {
    const { written, table } = loadTemplates();
    const members = table.get(type);
    if (members !== undefined && this.random.chance(USE_TABLE)) return this.random.pick(this.random.pick(members));
    const own = written.get(type);
    return own === undefined ? undefined : this.random.pick(own);
  }

  private fill(template: Template, type: string, depth: number): Node {
    // Names that a template declares itself (out int n, lambda parameters) must not meet each other.
    const suffix = this.freshName('');
    const parts = template.parts.map((part) => (typeof part === 'string' ? part : this.fillHole(part, depth)));
    return { type, primary: template.primary, parts: renameDeclared(parts, suffix) };
  }

  private fillHole(hole: Hole, depth: number): Node {
    const { random } = this;
    switch (hole.kind) {
      case 'place':
        return leaf(`#${hole.name}`, placeText(hole.name, random));
      case 'argument':
        return this.expression(hole.type, depth);
      case 'receiver':
        return bracketed(this.expression(hole.type, depth));
      case 'operand': {
        const node = this.expression(hole.type, depth);
        return random.chance(LEAVE_BRACKETS_OUT) ? node : bracketed(node);
      }
      case 'lambda':
        return this.lambda(hole.parameters, hole.type, depth);
    }
  }

  /** The lambda's parameters are in scope in its body alone. */
  private lambda(types: readonly string[], result: string, depth: number): Node {
    const parameters = types.map((type): Variable => ({ name: this.freshName('x'), type, writable: false }));
    const before = this.scope.length;
    this.scope.push(...parameters);
    const parts = this.lambdaBody(result, depth);
    this.scope.length = before;
    const names = parameters.map(({ name }) => name).join(', ');
    const list = parameters.length === 1 ? names : `(${names})`;
    return { type: `lambda ${types.join()}=>${result}`, parts: [`${list} => `, ...parts], primary: false };
  }

  /** An expression, or a block with or without a local variable. */
  private lambdaBody(result: string, depth: number): (string | Node)[] {
    if (result === 'void') return ['{ ', this.call(0) ?? leaf('void', ''), '; }'];
    if (!this.random.chance(USE_BLOCK)) return [this.expression(result, depth)];
    if (this.random.chance(0.5)) return ['{ return ', this.expression(result, depth), '; }'];
    const type = this.random.pick(['int', 'string', 'bool', result]);
    const value = this.expression(type, depth - 1);
    const name = this.freshName('l');
    this.scope.push({ name, type, writable: true });
    return [`{ var ${name} = `, value, '; return ', this.expression(result, depth), '; }'];
  }
}

const DECLARED = /\bout (?:\w+) (\w)\b|\bis int (\w)\b|\b(\w) =>/g;

/** Gives the one-letter names that a template declares a suffix of their own. */
function renameDeclared(parts: readonly (string | Node)[], suffix: string): (string | Node)[] {
  const text = parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join('');
  const names = [...text.matchAll(DECLARED)].map((match) => match[1] ?? match[2] ?? match[3] ?? '');
  if (names.length === 0) return [...parts];
  const pattern = new RegExp(`(?<![\\w."\\\\'$])(${names.join('|')})(?![\\w"'])`, 'g');
  return parts.map((part) => (typeof part === 'string' ? part.replace(pattern, `$1${suffix}`) : part));
}
