import type { ExpressionGenerator, Variable } from './generator';
import type { Node } from './node';

/** What a form of statement is written with. */
export interface StatementWriter {
  readonly expressions: ExpressionGenerator;
  /** An expression of the type. */
  value(type: string, depth?: number): Node;
  /** A block whose declarations end with it, with these variables in scope. */
  block(count?: number, ...variables: Variable[]): Node;
  /** The name of a new variable, which is in scope from here on. */
  declare(type: string): string;
  /** A variable that can be assigned to. */
  writable(types?: readonly string[]): Variable | undefined;
}

type Form = (writer: StatementWriter) => Node;

/** A statement of texts and pieces. */
export function statement(...parts: (string | Node)[]): Node {
  return { type: 'void', parts, primary: true };
}

const SCALARS = ['int', 'string', 'bool', 'decimal', 'long'];

/** Writes what may read these variables, and forgets them again. */
export function within<T>(writer: StatementWriter, variables: readonly Variable[], write: () => T): T {
  const { scope } = writer.expressions;
  const before = scope.length;
  scope.push(...variables);
  const written = write();
  scope.length = before;
  return written;
}

/** A delegate that reads and changes what is around it, called twice. */
function closure(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const [type, parameter] = [random.pick(SCALARS), random.pick(['int', 'string'])];
  const outer = writer.declare('int');
  const name = writer.expressions.freshName('g');
  const argument = { name: writer.expressions.freshName('a'), type: parameter, writable: true };
  const body = within(writer, [argument], () => writer.value(type));
  const [first, second] = [writer.value(parameter, 1), writer.value(parameter, 1)];
  const [one, two] = [writer.declare(type), writer.declare(type)];
  return statement(
    `var ${outer} = 0; Func<${parameter}, ${type}> ${name} = ${argument.name} => { ${outer}++; return `,
    body,
    `; }; var ${one} = ${name}(`,
    first,
    `); var ${two} = ${name}.Invoke(`,
    second,
    '); ',
  );
}

/** A delegate that gives a delegate. */
function curried(writer: StatementWriter): Node {
  const { freshName } = writer.expressions;
  const [outer, inner, name] = ['a', 'b', 'g'].map((prefix) => freshName.call(writer.expressions, prefix));
  const variables = [outer, inner].map((variable) => ({ name: variable ?? '', type: 'int', writable: false }));
  const body = within(writer, variables, () => writer.value('int'));
  const [first, second] = [writer.value('int', 1), writer.value('int', 1)];
  const result = writer.declare('int');
  return statement(
    `Func<int, Func<int, int>> ${name ?? ''} = ${outer ?? ''} => ${inner ?? ''} => `,
    body,
    `; var ${result} = ${name ?? ''}(`,
    first,
    ')(',
    second,
    '); ',
  );
}

/** A local function with a parameter by reference, or one that it assigns. */
function byReference(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const name = writer.expressions.freshName('f');
  const variable = writer.writable(SCALARS);
  if (variable === undefined || random.chance(0.4)) {
    const type = random.pick(SCALARS);
    const value = writer.value(type);
    return statement(`void ${name}(out ${type} r) { r = `, value, `; } ${name}(out ${type} ${writer.declare(type)}); `);
  }
  const parameter = { name: writer.expressions.freshName('r'), type: variable.type, writable: true };
  const body = within(writer, [parameter], () => writer.value(variable.type));
  return statement(
    `void ${name}(ref ${variable.type} ${parameter.name}) { ${parameter.name} = `,
    body,
    `; } ${name}(ref ${variable.name}); `,
  );
}

/** A local function that calls itself a few times. */
function recursive(writer: StatementWriter): Node {
  const name = writer.expressions.freshName('f');
  const parameter = { name: writer.expressions.freshName('n'), type: 'int', writable: false };
  const step = within(writer, [parameter], () => writer.value('string', 1));
  const result = writer.declare('string');
  return statement(
    `string ${name}(int ${parameter.name}) => ${parameter.name} <= 0 ? "" : `,
    step,
    ` + ${name}(${parameter.name} - 1); var ${result} = ${name}(3); `,
  );
}

/** An exception thrown and caught again, with what is done at last. */
function thrown(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const [message, text] = [writer.value('string', 1), writer.declare('string')];
  const error = writer.expressions.freshName('x');
  const again = random.chance(0.3) ? 'throw; ' : '';
  const last = random.chance(0.5) ? [' finally ', writer.block(1)] : [];
  return statement(
    `var ${text} = ""; try { try { throw new Exception(`,
    message,
    `); } catch (Exception ${error}) when (${error}.Message.Length != 3) { ${text} += ${error}.Message; ${again}} `,
    ...last,
    ` } catch (Exception) { ${text} += "outer"; } `,
  );
}

/** A local function that returns from within try, with a finally that still runs. */
function returned(writer: StatementWriter): Node {
  const name = writer.expressions.freshName('f');
  const trace = writer.declare('string');
  const value = writer.value('int');
  const result = writer.declare('int');
  return statement(
    `var ${trace} = ""; int ${name}() { try { return `,
    value,
    `; } catch (Exception) { return -1; } finally { ${trace} += "f"; } } var ${result} = ${name}(); `,
  );
}

/** A loop with two counters, or one over pairs, with an early end. */
function loops(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const [i, j] = [writer.expressions.freshName('i'), writer.expressions.freshName('j')];
  const variables = [i, j].map((name) => ({ name, type: 'int', writable: false }));
  const body = writer.block(1, ...variables);
  const early = random.pick(['', `if (${i} + ${j} == 4) continue; `, `if (${j} < ${i}) break; `]);
  return random.chance(0.5)
    ? statement(`for (int ${i} = 0, ${j} = 4; ${i} < ${j}; ${i}++, ${j}--) { ${early}`, body, '} ')
    : statement(`foreach (var ${i} in new[] { 0, 1, 2 }) foreach (var ${j} in new[] { 3, 1 }) { ${early}`, body, '} ');
}

/** A switch with patterns, conditions, several labels and a default that does not stand last. */
function patterns(writer: StatementWriter): Node {
  const value = writer.value('object');
  const text = writer.declare('string');
  const name = writer.expressions.freshName('p');
  const bound = (type: string): Variable => ({ name, type, writable: true });
  const guard = within(writer, [bound('int')], () => writer.value('bool', 1));
  const shown = within(writer, [bound('string')], () => writer.value('string', 1));
  return statement(
    `string ${text}; switch (`,
    value,
    `) { case int ${name} when `,
    guard,
    `: ${text} = "i" + ${name}; break; case 1: case 2: case null: ${text} = "few"; break; default: ${text} = "none"; break; `,
    `case string ${name}: ${text} = `,
    shown,
    `; break; case var ${name} when ${name} is bool: ${text} = "flag"; break; } `,
  );
}

/** Arrays of arrays and collections of collections. */
function nested(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const name = writer.expressions.freshName('m');
  const [first, second] = [writer.value('int'), writer.value('int')];
  const text = writer.declare('string');
  const [make, read] = random.pick([
    [`new[] { new[] { `, ` }, new int[] { 1, `],
    [`new List<List<int>> { new List<int> { `, ` }, new List<int> { 1, `],
    [`new int[2][] { new int[1] { `, ` }, new[] { 3, `],
  ] as const);
  return statement(
    `var ${name} = ${make}`,
    first,
    read,
    second,
    ` } }; ${name}[1][0] += ${name}[0][0]; var ${text} = JsonConvert.SerializeObject(${name}); `,
  );
}

/** Arithmetic in a checked or unchecked block. */
function arithmetic(writer: StatementWriter): Node {
  const variable = writer.writable(['int', 'long', 'uint', 'byte']);
  const kind = writer.expressions.random.pick(['checked', 'unchecked']);
  if (variable === undefined) return statement(`${kind} { }`);
  return statement(
    `${kind} { ${variable.name} ${writer.expressions.random.pick(['+=', '*=', '-='])} `,
    writer.value(variable.type),
    '; } ',
  );
}

/** An array made longer or shorter, or a list sorted by a comparison. */
function resized(writer: StatementWriter): Node {
  const { random } = writer.expressions;
  const array = writer.writable(['int[]', 'string[]', 'byte[]']);
  if (array !== undefined && random.chance(0.5))
    return statement(`Array.Resize(ref ${array.name}, ${random.below(5)}); `);
  const list = writer.writable(['List<int>']);
  if (list === undefined) return statement('; ');
  const [a, b] = [writer.expressions.freshName('a'), writer.expressions.freshName('b')];
  return statement(
    `${list.name}.Sort((${a}, ${b}) => ${random.pick([`${a}.CompareTo(${b})`, `${b} - ${a}`, `(${a} % 3) - (${b} % 3)`])}); `,
  );
}

/** Forms that stand beside the simple statements. */
export const FORMS: readonly Form[] = [
  ...[closure, curried, byReference, recursive, thrown, returned],
  ...[loops, patterns, nested, arithmetic, resized],
];
