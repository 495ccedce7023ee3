import type { Variable } from './generator';
import { bracketed } from './node';
import type { Node } from './node';
import { SEQUENCES } from './statement-types';
import { statement, within } from './statement-forms';
import type { StatementWriter } from './statement-forms';

const KEYS = ['int', 'string', 'bool', 'decimal'];

/** The clauses of a query as they are written, with the variables that the next one may read. */
class Query {
  readonly parts: (string | Node)[] = [];
  readonly variables: Variable[] = [];

  constructor(private readonly writer: StatementWriter) {}

  private get random(): StatementWriter['expressions']['random'] {
    return this.writer.expressions.random;
  }

  private value(type: string): Node {
    return within(this.writer, this.variables, () => this.writer.value(type, 1));
  }

  private variable(type: string): string {
    const name = this.writer.expressions.freshName('q');
    this.variables.push({ name, type, writable: false });
    return name;
  }

  from(): void {
    const [sequence, type] = this.random.pick(SEQUENCES);
    const items = bracketed(this.value(sequence));
    this.parts.push(`from ${this.variable(type)} in `, items, ' ');
  }

  let(): void {
    const type = this.random.pick(KEYS);
    const value = this.value(type);
    this.parts.push(`let ${this.variable(type)} = `, value, ' ');
  }

  where(): void {
    this.parts.push('where ', this.value('bool'), ' ');
  }

  order(): void {
    const direction = this.random.pick(['', ' descending', ' ascending']);
    this.parts.push('orderby ', this.value(this.random.pick(KEYS)), direction);
    this.parts.push(...(this.random.chance(0.3) ? [', ', this.value(this.random.pick(KEYS))] : []), ' ');
  }

  join(): void {
    const type = this.random.pick(['int', 'string']);
    const items = type === 'int' ? 'new[] { 1, 2, 2 }' : 'new[] { "a", "", "a" }';
    const key = this.value(type);
    const name = this.variable(type);
    const into = this.random.chance(0.3) ? this.writer.expressions.freshName('g') : undefined;
    this.parts.push(`join ${name} in ${items} on `, bracketed(key), ` equals ${name} `);
    if (into === undefined) return;
    this.variables.pop();
    this.parts.push(`into ${into} `);
    this.variables.push({ name: `${into}.Count()`, type: 'int', writable: false });
  }

  select(): void {
    this.parts.push('select ', this.value(this.random.pick(KEYS)));
  }
}

/** A query, and the text of what it gives. */
export function query(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const written = new Query(writer);
  written.from();
  for (let left = random.below(4); left > 0; left--) {
    random.pick([written.let, written.where, written.order, written.join, written.from]).call(written);
  }
  written.select();
  return statement(`var ${writer.declare('string')} = string.Join(";", `, ...written.parts, '); ');
}

/** A switch whose sections lead to each other. */
export function jumps(writer: StatementWriter): Node {
  const value = writer.value('int');
  const [text, label] = [writer.declare('string'), writer.expressions.freshName('l')];
  const counter = writer.declare('int');
  const target = writer.expressions.random.pick(['goto case 1', 'goto default', 'break']);
  return statement(
    `var ${text} = ""; var ${counter} = 0; ${label}: ${counter}++; switch (`,
    value,
    `) { case 1: ${text} += "one"; break; case 2: ${text} += "two"; ${target}; default: ${text} += "rest"; goto case 1; } `,
    `if (${counter} < 3) goto ${label}; `,
  );
}

/** A local function that takes any number of arguments. */
export function variadic(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const name = writer.expressions.freshName('f');
  const list = Array.from({ length: random.below(4) }, () => [', ', writer.value('int', 1)]).flat();
  const first = writer.value('string', 1);
  return statement(
    `string ${name}(string s, params int[] n) => s + n.Length + n.Sum(); var ${writer.declare('string')} = ${name}(`,
    first,
    ...list,
    '); ',
  );
}
