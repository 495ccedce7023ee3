import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import type { Parameter } from '../types/table';
import { argumentConverts, convertArgument, defaultArgument, inferredReturn } from './arguments';
import { isBetter } from './betterness';
import type { Binding } from './binding';
import type { Candidate } from './candidates';
import { inferTypeArguments } from './inference';
import { substitute } from './type-relations';
import type { Argument, Fit, CallNames, Attempt } from './call-site';
import { constrained } from './constraints';
import { shown, failure } from './overload-errors';

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
