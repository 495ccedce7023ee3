import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { displayType } from '../clr-type';
import type { Span } from '../finding';
import type { Parameter } from '../types/table';
import { argumentConverts, convertArgument, defaultArgument, inferredReturn } from './arguments';
import { isBetter } from './betterness';
import type { Binding, Operand } from './binding';
import { BindError } from './binding';
import type { Candidate } from './candidates';
import { inferTypeArguments } from './inference';
import { acceptsNull, isReferenceType, isValueType, substitute } from './type-relations';
import { standardImplicit } from './conversions';

/** An argument as written. */
export interface Argument {
  readonly operand: Operand;
  readonly mode: 'value' | 'out' | 'ref';
  readonly name?: string;
  readonly span: Span;
  /** The receiver of an extension method. */
  readonly isReceiver?: boolean;
}

/** A candidate that fits the arguments. */
export interface Fit {
  readonly candidate: Candidate;
  readonly expanded: boolean;
  readonly typeArguments: readonly ClrType[];
  /** Of the constructed method, the params array as such. */
  readonly parameterTypes: readonly ClrType[];
  /** For each argument, the parameter it goes to and its type (of an expanded params array: its element). */
  readonly targets: readonly { readonly index: number; readonly type: ClrType }[];
  readonly usesDefaults: boolean;
}

/** How errors name what is called. */
export interface CallNames {
  readonly span: Span;
  readonly name: string;
  readonly typeArguments: readonly ClrType[];
  readonly constructorOf?: ClrType;
}

type Attempt =
  | { readonly fit: Fit }
  | { readonly problem: 'count' | 'name' | 'inference' }
  | {
      readonly problem: 'argument';
      readonly index: number;
      readonly type: ClrType;
      readonly good: number;
      readonly mode: Parameter['mode'];
    };

/** Chooses the overload (C# specification, 7.5.3) or throws the compiler's complaint. */
export function resolve(
  binding: Binding,
  candidates: readonly Candidate[],
  args: readonly Argument[],
  names: CallNames,
): Fit {
  const found = tryResolve(binding, candidates, args, names);
  if ('fit' in found) {
    return constrained(binding, found.fit, names);
  }
  throw found.error();
}

/** What `resolve` does to the overload that `tryResolve` found: throws when it breaks a constraint. */
export function constrained(binding: Binding, fit: Fit, names: CallNames): Fit {
  checkConstraints(binding, fit, names);
  return fit;
}

/** As `resolve`, but leaves it to the caller to throw. */
export function tryResolve(
  binding: Binding,
  candidates: readonly Candidate[],
  args: readonly Argument[],
  names: CallNames,
): { readonly fit: Fit } | { readonly error: () => Error } {
  checkNamedOrder(binding, args);
  const attempts = candidates.flatMap((candidate) =>
    forms(candidate).map((expanded) => attempt(binding, candidate, expanded, args, names)),
  );
  let fits = attempts.flatMap((result) => ('fit' in result ? [result.fit] : []));
  if (fits.length === 0) {
    return { error: () => failure(binding, attempts, args, names) };
  }
  // A method of a nearer type hides all of farther ones; a normal form hides the expanded form of the same method.
  const nearest = Math.min(...fits.map((fit) => fit.candidate.level));
  fits = fits.filter(
    (fit) =>
      fit.candidate.level === nearest &&
      !(fit.expanded && fits.some((other) => other.candidate === fit.candidate && !other.expanded)),
  );
  const best = fits.filter((fit) => fits.every((other) => other === fit || isBetter(binding, fit, other, args)));
  const only = best[0];
  if (only === undefined || best.length > 1) {
    const [first, second] = fits;
    return {
      error: () =>
        binding.compileError(
          names.span,
          'CS0121',
          `The call is ambiguous between the following methods or properties: '${shown(first)}' and '${shown(second)}'`,
        ),
    };
  }
  return { fit: only };
}

function shown(fit: Fit | undefined): string {
  return fit === undefined ? '' : fit.candidate.method.id.slice(2);
}

function forms(candidate: Candidate): boolean[] {
  return candidate.method.params ? [false, true] : [false];
}

function checkNamedOrder(binding: Binding, args: readonly Argument[]): void {
  const firstNamed = args.findIndex((argument) => argument.name !== undefined);
  const late = firstNamed < 0 ? undefined : args.slice(firstNamed).find((argument) => argument.name === undefined);
  if (late !== undefined) {
    throw binding.error(late.span, {
      rule: 'csharp-version',
      code: 'CS1738',
      message:
        'Named argument specifications must appear after all fixed arguments have been specified. Please use language version 7.2 or greater to allow non-trailing named arguments',
    });
  }
}

function attempt(
  binding: Binding,
  candidate: Candidate,
  expanded: boolean,
  args: readonly Argument[],
  names: CallNames,
): Attempt {
  const { method, declaringType } = candidate;
  const { parameters } = method;
  const indices = mapArguments(parameters, expanded, args);
  if (typeof indices === 'string') {
    return { problem: indices };
  }
  const last = parameters.length - 1;
  const open = parameters.map((parameter) => substitute(parameter.type, declaringType.args));
  const openTarget = (index: number): ClrType => {
    const type = open[index];
    if (type === undefined) {
      throw new Error(`Parameter ${index} of ${method.id} is missing.`);
    }
    return expanded && index === last && type.kind === 'array' ? type.element : type;
  };
  let typeArguments = names.typeArguments;
  if (method.generics.length > 0 && typeArguments.length === 0) {
    const inferred = inferTypeArguments(
      binding,
      method,
      args.map((argument, position) => ({ operand: argument.operand, parameter: openTarget(indices[position] ?? 0) })),
      { returnOf: inferredReturn },
    );
    if (inferred === undefined) {
      return { problem: 'inference' };
    }
    typeArguments = inferred;
  }
  if (typeArguments.length !== method.generics.length) {
    return { problem: 'count' };
  }
  const close = (type: ClrType): ClrType => substitute(type, [], typeArguments);
  const targets = indices.map((index) => ({ index, type: close(openTarget(index)) }));
  for (const [position, argument] of args.entries()) {
    const target = targets[position];
    const parameter = target === undefined ? undefined : parameters[target.index];
    if (
      target === undefined ||
      parameter === undefined ||
      !argumentConverts(binding, argument, target.type, parameter.mode)
    ) {
      return {
        problem: 'argument',
        index: position,
        type: target?.type ?? declaringType,
        good: position,
        mode: parameter?.mode ?? 'value',
      };
    }
  }
  const given = new Set(indices);
  return {
    fit: {
      candidate,
      expanded,
      typeArguments,
      parameterTypes: open.map(close),
      targets,
      usesDefaults: parameters.some((_parameter, index) => !given.has(index) && !(expanded && index === last)),
    },
  };
}

/** The parameter each argument goes to, or why they do not go together. */
function mapArguments(
  parameters: readonly Parameter[],
  expanded: boolean,
  args: readonly Argument[],
): number[] | 'count' | 'name' {
  const last = parameters.length - 1;
  const indices: number[] = [];
  for (const [position, argument] of args.entries()) {
    if (argument.name === undefined) {
      if (position > last && !expanded) {
        return 'count';
      }
      indices.push(Math.min(position, last));
      continue;
    }
    const index = parameters.findIndex((parameter) => parameter.name === argument.name);
    if (index < 0 || indices.includes(index)) {
      return 'name';
    }
    indices.push(index);
  }
  const missing = parameters.some(
    (parameter, index) => !indices.includes(index) && parameter.default === undefined && !(expanded && index === last),
  );
  return missing ? 'count' : indices;
}

function failure(binding: Binding, attempts: readonly Attempt[], args: readonly Argument[], names: CallNames): Error {
  for (const argument of args) {
    // A mistake inside a lambda is the real one.
    if (argument.operand.kind === 'lambda') {
      const trials = [...argument.operand.trials.values()];
      const failing = trials.find((trial) => trial.findings.length > 0);
      if (failing !== undefined && trials.every((trial) => trial.findings.length > 0)) {
        return new BindError(failing.findings);
      }
    }
  }
  let best: Extract<Attempt, { problem: 'argument' }> | undefined;
  for (const result of attempts) {
    if ('problem' in result && result.problem === 'argument' && (best === undefined || result.good > best.good)) {
      best = result;
    }
  }
  const bad = best === undefined ? undefined : args[best.index];
  if (best !== undefined && bad !== undefined) {
    const from = operandText(bad.operand);
    const number = best.index + (args[0]?.isReceiver === true ? 0 : 1);
    if (bad.mode !== best.mode) {
      const code = best.mode === 'value' ? 'CS1615' : 'CS1620';
      return binding.compileError(
        bad.span,
        code,
        best.mode === 'value'
          ? `Argument ${number} may not be passed with the '${bad.mode}' keyword`
          : `Argument ${number} must be passed with the '${best.mode}' keyword`,
      );
    }
    if (bad.operand.kind === 'lambda') {
      const inside = lambdaError(binding, bad.operand, best.type);
      if (inside !== undefined) {
        return inside;
      }
    }
    return binding.compileError(
      bad.span,
      'CS1503',
      `Argument ${number}: cannot convert from '${from}' to '${displayType(best.type)}'`,
    );
  }
  if (attempts.some((result) => 'problem' in result && result.problem === 'inference')) {
    return binding.compileError(
      names.span,
      'CS0411',
      `The type arguments for method '${names.name}' cannot be inferred from the usage. Try specifying the type arguments explicitly.`,
    );
  }
  const wrongName = attempts.some((result) => 'problem' in result && result.problem === 'name')
    ? args.find((argument) => argument.name !== undefined)
    : undefined;
  if (wrongName !== undefined && attempts.every((result) => 'problem' in result && result.problem === 'name')) {
    return binding.compileError(
      wrongName.span,
      'CS1739',
      `The best overload for '${names.name}' does not have a parameter named '${wrongName.name}'`,
    );
  }
  const count = args.length - (args[0]?.isReceiver === true ? 1 : 0);
  return names.constructorOf === undefined
    ? binding.compileError(names.span, 'CS1501', `No overload for method '${names.name}' takes ${count} arguments`)
    : binding.compileError(
        names.span,
        'CS1729',
        `'${displayType(names.constructorOf)}' does not contain a constructor that takes ${count} arguments`,
      );
}

/** What is wrong inside a lambda that does not convert to the only delegate type there is for it. */
function lambdaError(binding: Binding, operand: Operand, type: ClrType): BindError | undefined {
  const findings = binding.findings;
  binding.findings = [];
  try {
    convertArgument(binding, { operand, mode: 'value', span: operand.span }, type, 'value');
    return binding.findings.length > 0 ? new BindError(binding.findings) : undefined;
  } catch (error) {
    if (error instanceof BindError) {
      return error;
    }
    throw error;
  } finally {
    binding.findings = findings;
  }
}

/** An operand's type as messages show it. */
function operandText(operand: Operand): string {
  switch (operand.kind) {
    case 'value':
      return displayType(operand.value.type);
    case 'lambda':
      return 'lambda expression';
    case 'methods':
      return 'method group';
    case 'outVar':
      return operand.type === undefined ? 'out var' : `out ${displayType(operand.type)}`;
    default:
      return operand.kind;
  }
}

function checkConstraints(binding: Binding, fit: Fit, names: CallNames): void {
  fit.candidate.method.generics.forEach((generic, index) => {
    const argument = fit.typeArguments[index];
    if (argument === undefined) {
      return;
    }
    for (const constraint of generic.constraints) {
      const shownType = displayType(argument);
      const where = `in the generic type or method '${names.name}'`;
      if (constraint === 'class' && !isReferenceType(argument)) {
        throw binding.compileError(
          names.span,
          'CS0452',
          `The type '${shownType}' must be a reference type in order to use it as parameter '${generic.name}' ${where}`,
        );
      }
      if (constraint === 'struct' && (!isValueType(argument) || acceptsNull(argument))) {
        throw binding.compileError(
          names.span,
          'CS0453',
          `The type '${shownType}' must be a non-nullable value type in order to use it as parameter '${generic.name}' ${where}`,
        );
      }
      if (typeof constraint !== 'string') {
        const required = substitute(constraint, fit.candidate.declaringType.args, fit.typeArguments);
        // Operators that a type declares do not count.
        if (standardImplicit({ type: argument }, required) === undefined) {
          const [code, kind] = isValueType(argument)
            ? ['CS0315', 'boxing conversion']
            : ['CS0311', 'implicit reference conversion'];
          throw binding.compileError(
            names.span,
            code,
            `The type '${shownType}' cannot be used as type parameter '${generic.name}' ${where}. There is no ${kind} from '${shownType}' to '${displayType(required)}'.`,
          );
        }
      }
    }
  });
}

/** The arguments of a chosen overload, one per parameter. */
export function boundArguments(
  binding: Binding,
  fit: Fit,
  args: readonly Argument[],
): { arguments: BoundValue[]; evaluationOrder?: number[] } {
  const { parameters } = fit.candidate.method;
  const last = parameters.length - 1;
  const values: (BoundValue | undefined)[] = parameters.map(() => undefined);
  const order: number[] = [];
  const expandedElements: BoundValue[] = [];
  args.forEach((argument, position) => {
    const target = fit.targets[position];
    const parameter = target === undefined ? undefined : parameters[target.index];
    if (target === undefined || parameter === undefined) {
      return;
    }
    const value = convertArgument(binding, argument, target.type, parameter.mode);
    if (fit.expanded && target.index === last) {
      expandedElements.push(value);
    } else {
      values[target.index] = value;
      order.push(target.index);
    }
  });
  const filled = parameters.map((parameter, index): BoundValue => {
    const type = fit.parameterTypes[index] ?? parameter.type;
    const given = values[index];
    if (given !== undefined) {
      return given;
    }
    if (fit.expanded && index === last && type.kind === 'array') {
      order.push(index);
      return { kind: 'newArray', type, elements: expandedElements };
    }
    order.push(index);
    return defaultArgument(parameter, type);
  });
  const changed = order.some((index, position) => position > 0 && index < (order[position - 1] ?? 0));
  return { arguments: filled, evaluationOrder: changed ? order : undefined };
}
