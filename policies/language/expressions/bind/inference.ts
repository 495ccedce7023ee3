import type { ClrType } from '../clr-type';
import { sameType, typeKey } from '../clr-type';
import type { Method } from '../types/table';
import type { Binding } from './binding';
import type { Operand } from './operand';
import { implicitConversion } from './conversions';
import { constructionsOf, delegateSignature, isReferenceType, isValueType, substitute } from './type-relations';
import { typeDefinition } from '../types/table';

interface Bounds {
  readonly exact: ClrType[];
  readonly lower: ClrType[];
  readonly upper: ClrType[];
}

/** Types of a method's arguments beside the parameter types they go to. */
export interface InferenceArgument {
  readonly operand: Operand;
  readonly parameter: ClrType;
}

/** Infers the return type of a method group or lambda for given parameter types. */
export interface InferenceHelpers {
  readonly returnOf: (binding: Binding, operand: Operand, parameters: readonly ClrType[]) => ClrType | undefined;
}

/**
 * Infers the generic arguments of a method call (C# specification, 7.5.2); undefined when one of them stays open.
 */
export function inferTypeArguments(
  binding: Binding,
  method: Method,
  args: readonly InferenceArgument[],
  helpers: InferenceHelpers,
): ClrType[] | undefined {
  const inference = new Inference(binding, method.generics.length, helpers);
  return inference.run(args);
}

class Inference {
  private readonly bounds: Bounds[];
  private readonly fixed: (ClrType | undefined)[];

  constructor(
    private readonly binding: Binding,
    count: number,
    private readonly helpers: InferenceHelpers,
  ) {
    this.bounds = Array.from({ length: count }, () => ({ exact: [], lower: [], upper: [] }));
    this.fixed = Array.from({ length: count }, () => undefined);
  }

  run(args: readonly InferenceArgument[]): ClrType[] | undefined {
    for (const { operand, parameter } of args) {
      this.firstPhase(operand, parameter);
    }
    for (let round = 0; round <= this.fixed.length; round++) {
      if (this.fixed.every((type) => type !== undefined)) {
        break;
      }
      this.secondPhase(args);
      if (!this.fixReady(args)) {
        return undefined;
      }
    }
    const types = this.fixed.filter((type): type is ClrType => type !== undefined);
    return types.length === this.fixed.length ? types : undefined;
  }

  private firstPhase(operand: Operand, parameter: ClrType): void {
    if (operand.kind === 'lambda') {
      const signature = delegateSignature(parameter);
      operand.syntax.parameters?.forEach((declared, index) => {
        const target = signature?.parameters[index];
        if (declared.type !== undefined && target !== undefined) {
          this.exactly(this.binding.bind.type(this.binding, declared.type), target);
        }
      });
    } else if (operand.kind === 'value' && operand.value.type.kind !== 'null') {
      this.lower(operand.value.type, parameter);
    } else if (operand.kind === 'outVar' && operand.type !== undefined) {
      this.exactly(operand.type, parameter);
    }
  }

  /** Return types of lambdas whose parameters are known. */
  private secondPhase(args: readonly InferenceArgument[]): void {
    for (const { operand, parameter } of args) {
      const signature =
        operand.kind === 'lambda' || operand.kind === 'methods' ? delegateSignature(parameter) : undefined;
      if (signature === undefined || this.openIn(signature.returnType).length === 0) {
        continue;
      }
      const inputs = signature.parameters.map((type) => substitute(type, [], this.fixed));
      if (inputs.some((type) => mentionsParameter(type))) {
        continue;
      }
      const returned = this.helpers.returnOf(this.binding, operand, inputs);
      if (returned !== undefined) {
        this.lower(returned, signature.returnType);
      }
    }
  }

  /** Fixes what has bounds and waits for no lambda; false when nothing can go on. */
  private fixReady(args: readonly InferenceArgument[]): boolean {
    const waiting = new Set(
      args.flatMap(({ operand, parameter }) => {
        const signature =
          operand.kind === 'lambda' || operand.kind === 'methods' ? delegateSignature(parameter) : undefined;
        const known =
          signature?.parameters.every((type) => !mentionsParameter(substitute(type, [], this.fixed))) ?? true;
        return signature === undefined || known ? [] : this.openIn(signature.returnType);
      }),
    );
    const hasBounds = (index: number): boolean => {
      const bounds = this.bounds[index];
      return bounds !== undefined && bounds.exact.length + bounds.lower.length + bounds.upper.length > 0;
    };
    const open = this.fixed.flatMap((type, index) => (type === undefined && hasBounds(index) ? [index] : []));
    const ready = open.filter((index) => !waiting.has(index));
    let progress = false;
    for (const index of ready.length > 0 ? ready : open) {
      const type = this.fix(index);
      if (type === undefined) {
        return false;
      }
      this.fixed[index] = type;
      progress = true;
    }
    return progress;
  }

  private openIn(type: ClrType): number[] {
    switch (type.kind) {
      case 'parameter':
        return type.owner === 'method' && this.fixed[type.index] === undefined ? [type.index] : [];
      case 'array':
        return this.openIn(type.element);
      case 'named':
        return type.args.flatMap((argument) => this.openIn(argument));
      default:
        return [];
    }
  }

  private add(index: number, kind: keyof Bounds, type: ClrType): void {
    const list = this.bounds[index]?.[kind];
    if (list !== undefined && !list.some((other) => sameType(other, type))) {
      list.push(type);
    }
  }

  private exactly(from: ClrType, to: ClrType): void {
    if (to.kind === 'parameter' && to.owner === 'method') {
      this.add(to.index, 'exact', from);
    } else if (to.kind === 'array' && from.kind === 'array') {
      this.exactly(from.element, to.element);
    } else if (to.kind === 'named' && from.kind === 'named' && to.id === from.id) {
      to.args.forEach((argument, index) => this.exactly(from.args[index] ?? argument, argument));
    }
  }

  private lower(from: ClrType, to: ClrType): void {
    if (to.kind === 'parameter' && to.owner === 'method') {
      this.add(to.index, 'lower', from);
    } else if (to.kind === 'array' && from.kind === 'array') {
      if (isReferenceType(from.element)) {
        this.lower(from.element, to.element);
      } else {
        this.exactly(from.element, to.element);
      }
    } else if (to.kind === 'named' && to.args.length > 0) {
      const constructions = constructionsOf(from, to.id);
      const only = constructions.length === 1 ? constructions[0] : undefined;
      if (only !== undefined) {
        this.throughArguments(only.args, to.id, to.args, 'lower');
      }
    }
  }

  private upper(from: ClrType, to: ClrType): void {
    if (to.kind === 'parameter' && to.owner === 'method') {
      this.add(to.index, 'upper', from);
    } else if (to.kind === 'array' && from.kind === 'array') {
      this.upper(from.element, to.element);
    } else if (to.kind === 'named' && from.kind === 'named' && to.id === from.id) {
      this.throughArguments(from.args, to.id, to.args, 'upper');
    }
  }

  private throughArguments(
    from: readonly ClrType[],
    id: string,
    to: readonly ClrType[],
    direction: 'lower' | 'upper',
  ): void {
    const generics = typeDefinition(id)?.generics ?? [];
    to.forEach((target, index) => {
      const source = from[index];
      if (source === undefined) {
        return;
      }
      const variance = generics[index]?.variance ?? 'none';
      if (isValueType(source) || variance === 'none') {
        this.exactly(source, target);
      } else if ((variance === 'out') === (direction === 'lower')) {
        this.lower(source, target);
      } else {
        this.upper(source, target);
      }
    });
  }

  private fix(index: number): ClrType | undefined {
    const bounds = this.bounds[index];
    if (bounds === undefined) {
      return undefined;
    }
    const converts = (from: ClrType, to: ClrType): boolean => implicitConversion({ type: from }, to) !== undefined;
    let candidates = unique([...bounds.exact, ...bounds.lower, ...bounds.upper]);
    candidates = candidates.filter((candidate) => bounds.exact.every((exact) => sameType(exact, candidate)));
    candidates = candidates.filter((candidate) => bounds.lower.every((lower) => converts(lower, candidate)));
    candidates = candidates.filter((candidate) => bounds.upper.every((upper) => converts(candidate, upper)));
    const best = candidates.filter((candidate) => candidates.every((other) => converts(other, candidate)));
    return best.length === 1 ? best[0] : candidates.length === 1 ? candidates[0] : undefined;
  }
}

function unique(types: readonly ClrType[]): ClrType[] {
  return [...new Map(types.map((type) => [typeKey(type), type])).values()];
}

/** True when a generic parameter of a method is still open in the type. */
export function mentionsParameter(type: ClrType): boolean {
  switch (type.kind) {
    case 'parameter':
      return true;
    case 'array':
      return mentionsParameter(type.element);
    case 'named':
      return type.args.some(mentionsParameter);
    default:
      return false;
  }
}

/**
 * The type all of several operands convert to (array elements, lambda returns); undefined when there is no single one.
 * Types alone decide: a constant converts by its value only afterwards, and `null` has no say.
 */
export function bestCommonType(operands: readonly Operand[]): ClrType | undefined {
  const types = unique(
    operands.flatMap((operand) =>
      operand.kind === 'value' && operand.value.type.kind !== 'null' ? [operand.value.type] : [],
    ),
  );
  const converts = (from: ClrType, to: ClrType): boolean => implicitConversion({ type: from }, to) !== undefined;
  const best = types.filter((candidate) => types.every((other) => converts(other, candidate)));
  return best.length === 1 ? best[0] : undefined;
}
