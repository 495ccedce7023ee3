import type { ExpressionGenerator, Variable } from './generator';
import { bracketed, leaf } from './node';
import type { Node } from './node';
import { jumps, query, variadic } from './query-forms';
import { FORMS, statement } from './statement-forms';
import type { StatementWriter } from './statement-forms';
import { COMPOUND, COUNTED, LOCAL_TYPES, RIGHT, SEQUENCES, SHOWN } from './statement-types';

const USE_FORM = 0.25;
const ALL_FORMS = [...FORMS, query, jumps, variadic];

/** Writes random statements, in the scope of an expression generator. */
export class StatementGenerator implements StatementWriter {
  private nesting = 0;

  constructor(readonly expressions: ExpressionGenerator) {}

  /** The statements of a block, without its braces; what they declare stays in scope until `leave` restores it. */
  statements(count: number): Node[] {
    return Array.from({ length: count }, () => this.any());
  }

  private get random(): ExpressionGenerator['random'] {
    return this.expressions.random;
  }

  value(type: string, depth = 2): Node {
    return this.expressions.expression(type, depth);
  }

  private any(): Node {
    if (this.nesting < 2 && this.random.chance(USE_FORM)) return this.random.pick(ALL_FORMS)(this);
    const simple = [
      this.declaration,
      this.declaration,
      this.assignment,
      this.assignment,
      this.increment,
      this.element,
      this.call,
      this.tryParse,
      this.constant,
      this.localFunction,
    ];
    const nested = [
      this.condition,
      this.counted,
      this.forEach,
      this.guarded,
      this.choice,
      this.loop,
      this.pattern,
      this.using,
    ];
    const write = this.random.pick(this.nesting < 2 ? [...simple, ...nested] : simple);
    return write.call(this);
  }

  /** A block whose declarations end with it. */
  block(count = 1 + this.random.below(2), ...variables: Variable[]): Node {
    const { scope } = this.expressions;
    const before = scope.length;
    scope.push(...variables);
    this.nesting++;
    const inner = this.statements(count);
    this.nesting--;
    scope.length = before;
    return { type: 'block', parts: ['{ ', ...inner, ' }'], primary: true };
  }

  declare(type: string, writable = true): string {
    const name = this.expressions.freshName('v');
    this.expressions.scope.push({ name, type, writable });
    return name;
  }

  private declaration(): Node {
    const type = this.random.pick(LOCAL_TYPES);
    const value = this.value(type, 3);
    const name = this.declare(type);
    return statement(this.random.chance(0.5) ? type : 'var', ` ${name} = `, value, '; ');
  }

  private constant(): Node {
    const type = this.random.pick(['int', 'string', 'long', 'bool', 'char', 'double']);
    const value = this.value(type, 0);
    return statement(`const ${type} ${this.declare(type, false)} = `, value, '; ');
  }

  writable(types?: readonly string[]): Variable | undefined {
    const all = this.expressions.scope.filter(
      ({ type, writable }) => writable && (types === undefined || types.includes(type)),
    );
    return all.length === 0 ? undefined : this.random.pick(all);
  }

  private assignment(): Node {
    const variable = this.writable();
    if (variable === undefined) return this.declaration();
    const operators = COMPOUND[variable.type];
    if (operators !== undefined && this.random.chance(0.5)) {
      const right = this.value(RIGHT[variable.type] ?? variable.type);
      return statement(`${variable.name} ${this.random.pick(operators)} `, right, '; ');
    }
    return statement(`${variable.name} = `, this.value(variable.type), '; ');
  }

  private increment(): Node {
    const variable = this.writable(COUNTED);
    if (variable === undefined) return this.declaration();
    const { name } = variable;
    return statement(this.random.pick([`${name}++; `, `--${name}; `, `++${name}; `, `${name}--; `]));
  }

  private element(): Node {
    const variable = this.writable(['int[]', 'string[]', 'List<int>', 'JObject', 'Dictionary<string, int>', 'byte[]']);
    if (variable === undefined) return this.declaration();
    const { name, type } = variable;
    switch (type) {
      case 'JObject':
        return statement(`${name}[`, this.value('string', 0), '] = ', this.value('JToken'), '; ');
      case 'Dictionary<string, int>':
        return statement(
          `${name}[`,
          this.value('string', 0),
          `] ${this.random.pick(['=', '+='])} `,
          this.value('int'),
          '; ',
        );
      case 'string[]':
        return statement(`${name}[${this.random.below(4)}] = `, this.value('string'), '; ');
      case 'byte[]':
        return statement(
          `${name}[${this.random.below(4)}] ${this.random.pick(['=', '^='])} `,
          this.value('byte'),
          '; ',
        );
      default:
        return statement(
          `${name}[${this.random.below(4)}]${this.random.pick([' = ', ' += ', ' *= '])}`,
          this.value('int'),
          '; ',
        );
    }
  }

  private call(): Node {
    const call = this.expressions.call(1);
    return call === undefined ? this.declaration() : statement(call, '; ');
  }

  private tryParse(): Node {
    const text = this.value('string', 1);
    const type = this.random.pick(['int', 'decimal', 'bool', 'long']);
    const flag = this.declare('bool');
    const name = this.declare(type);
    return statement(`var ${flag} = ${type}.TryParse(`, text, `, out ${this.random.pick(['var', type])} ${name}); `);
  }

  private condition(): Node {
    const test = this.value('bool');
    const then = this.block();
    return this.random.chance(0.5)
      ? statement('if (', test, ') ', then, ' ')
      : statement('if (', test, ') ', then, ' else ', this.block(), ' ');
  }

  private counted(): Node {
    const name = this.expressions.freshName('i');
    const limit = 1 + this.random.below(5);
    const body = this.block(1, { name, type: 'int', writable: false });
    return statement(`for (var ${name} = 0; ${name} < ${limit}; ${name}++) `, body, ' ');
  }

  private loop(): Node {
    const name = this.expressions.freshName('i');
    const body = this.block(1, { name, type: 'int', writable: false });
    const exit = this.random.pick(['', `if (${name} == 2) break; `, `if (${name} == 1) continue; `]);
    return this.random.chance(0.5)
      ? statement(`var ${name} = 0; while (${name} < 3) { ${name}++; ${exit}`, body, '} ')
      : statement(`var ${name} = 0; do { ${name}++; ${exit}`, body, `} while (${name} < 3); `);
  }

  private forEach(): Node {
    const [sequence, type] = this.random.pick(SEQUENCES);
    const items = bracketed(this.value(sequence));
    const name = this.expressions.freshName('e');
    const body = this.block(1, { name, type, writable: false });
    return statement(`foreach (${this.random.pick(['var', type])} ${name} in `, items, ') ', body, ' ');
  }

  private guarded(): Node {
    const text = this.declare('string');
    const body = this.block();
    const error = this.expressions.freshName('x');
    const filter = this.random.chance(0.2) ? ` when (${error}.Message.Length > 30)` : '';
    const handler = this.random.chance(0.7)
      ? ` catch (Exception ${error})${filter} { ${text} = ${error}.Message; }`
      : ` catch { ${text} = "caught"; }`;
    const last = this.random.chance(0.3) ? [' finally ', this.block(1)] : [];
    return statement(`string ${text} = null; try `, body, handler, ...last, ' ');
  }

  private choice(): Node {
    const isText = this.random.chance(0.5);
    const value = this.value(isText ? 'string' : 'int');
    const labels = isText ? ['"a"', '"42"', '""', '"abc"'] : ['0', '1', '-1', '7', '10'];
    const first = this.random.pick(labels);
    const second = this.random.pick(labels.filter((label) => label !== first));
    const before = this.expressions.scope.length;
    const parts = ['switch (', value, `) { case ${first}: `, this.block(1), ` break; case ${second}: `, this.block(1)];
    this.expressions.scope.length = before;
    return statement(...parts, ' break; default: ', this.block(1), ' break; } ');
  }

  private pattern(): Node {
    const type = this.random.pick(['int', 'string', 'decimal', 'JObject', 'int[]', 'bool']);
    const name = this.expressions.freshName('p');
    const value = bracketed(this.value('object'));
    const variable = { name, type, writable: true };
    if (this.random.chance(0.5)) return statement('if (', value, ` is ${type} ${name}) `, this.block(1, variable), ' ');
    const guard = this.random.chance(0.5) ? [' when ', this.guard(variable)] : [];
    return statement(
      'switch (',
      value,
      `) { case ${type} ${name}`,
      ...guard,
      ': ',
      this.block(1, variable),
      ' break; case null: break; default: break; } ',
    );
  }

  private guard(variable: Variable): Node {
    const { scope } = this.expressions;
    scope.push(variable);
    const test = this.value('bool', 1);
    scope.pop();
    return test;
  }

  private using(): Node {
    const name = this.expressions.freshName('h');
    const hash = this.random.pick([
      'SHA256.Create()',
      'new HMACSHA256(new byte[] { 1 })',
      'MD5.Create()',
      'new StringReader("x")',
    ]);
    return statement(`using (var ${name} = ${hash}) `, this.block(1), ' ');
  }

  private localFunction(): Node {
    const { scope } = this.expressions;
    const name = this.expressions.freshName('f');
    const type = this.random.pick(['int', 'string', 'bool', 'decimal']);
    const parameter = {
      name: this.expressions.freshName('a'),
      type: this.random.pick(['int', 'string', 'object', 'int?']),
      writable: true,
    };
    const before = scope.length;
    scope.push(parameter);
    const body = this.value(type);
    scope.length = before;
    const argument = this.value(parameter.type, 1);
    const result = this.declare(type);
    const definition = this.random.chance(0.5) ? [' => ', body, '; '] : [' { return ', body, '; } '];
    return statement(
      `${type} ${name}(${parameter.type} ${parameter.name})`,
      ...definition,
      `var ${result} = ${name}(`,
      argument,
      '); ',
    );
  }

  /** The text of all variables in scope, which ends most blocks. */
  summary(): Node {
    const names = this.expressions.scope.filter(({ type }) => SHOWN.has(type)).map(({ name }) => name);
    return leaf('object', names.length === 0 ? '1' : `new { ${names.join(', ')} }`);
  }
}
