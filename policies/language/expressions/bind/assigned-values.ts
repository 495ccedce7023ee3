import type { BoundPattern } from '../bound-tree/conversions';
import type { BoundLocalFunctionCall } from '../bound-tree/calls';
import type { BoundFunctionBody } from '../bound-tree/expression';
import type { BoundTarget } from '../bound-tree/places';
import type { BoundValue } from '../bound-tree/values';
import { isNamed } from '../clr-type';
import type { Binding } from './binding';
import type { LocalSymbol } from './scope';
import { certainty, isConstant } from './certainty';
import { UNREACHABLE, opened, union, without } from './open-variables';
import type { Branches, Open } from './open-variables';

const CHILDREN = [
  'receiver',
  'array',
  'index',
  'delegate',
  'creation',
  'effects',
  'arguments',
  'operand',
  'left',
  'right',
  'parts',
  'condition',
  'whenTrue',
  'whenFalse',
  'value',
  'values',
  'length',
  'elements',
  'exception',
] as const;

function isValue(item: unknown): item is BoundValue {
  return typeof item === 'object' && item !== null && 'kind' in item;
}

/** Definite assignment of values: what is open after each, and after a condition that was true or false. */
export abstract class AssignedInValues {
  constructor(protected readonly binding: Binding) {}

  /** An inner function sees a captured variable in the state of the place where it is made. */
  protected abstract inner(body: BoundFunctionBody, open: Open): void;

  /** A local function needs some variables and assigns some. */
  protected abstract localCall(call: BoundLocalFunctionCall, open: Open): Open;

  protected value(value: BoundValue, open: Open): Open {
    switch (value.kind) {
      case 'literal':
      case 'default':
      case 'context':
      case 'temporary':
        return open;
      case 'local':
        this.read(value, open);
        return open;
      case 'assign': {
        const after = this.value(value.value, this.target(value.target, open));
        return value.target.kind === 'local' ? without(after, this.symbolOf(value.target)) : after;
      }
      case 'compoundAssign': {
        const after = value.target.kind === 'local' ? this.value(value.target, open) : this.target(value.target, open);
        return this.value(value.value, after);
      }
      case 'outArgument': {
        if (value.target === 'discard') {
          return open;
        }
        if (value.mode === 'ref' && value.target.kind === 'local') {
          this.read(value.target, open);
        }
        return value.target.kind === 'local'
          ? without(open, this.symbolOf(value.target))
          : this.target(value.target, open);
      }
      case 'logical':
      case 'isPattern': {
        const { whenTrue, whenFalse } = this.condition(value, open);
        return union(whenTrue, whenFalse);
      }
      case 'unary': {
        const { whenTrue, whenFalse } = this.condition(value, open);
        return union(whenTrue, whenFalse);
      }
      case 'conditional': {
        const { whenTrue, whenFalse } = this.condition(value.condition, open);
        return union(this.value(value.whenTrue, whenTrue), this.value(value.whenFalse, whenFalse));
      }
      case 'coalesce': {
        const left = this.value(value.left, open);
        return union(left, this.value(value.right, left));
      }
      case 'conditionalAccess': {
        const receiver = this.value(value.receiver, open);
        return union(receiver, this.value(value.whenNotNull, receiver));
      }
      case 'throwValue':
        this.value(value.exception, open);
        return UNREACHABLE;
      case 'lambda':
        this.inner(value.body, open);
        return open;
      case 'methodGroup':
        if (value.receiver !== undefined) return this.value(value.receiver, open);
        this.inner(value.body, open);
        return open;
      case 'localFunctionCall':
        return this.localCall(value, this.children(value, open));
      default:
        return this.children(value, open);
    }
  }

  private children(value: BoundValue, open: Open): Open {
    const fields = value as unknown as Readonly<Record<string, unknown>>;
    let after = open;
    for (const key of CHILDREN) {
      const child = fields[key];
      for (const item of Array.isArray(child) ? (child as unknown[]) : [child]) {
        if (isValue(item)) {
          after = this.value(item, after);
        } else if (
          key === 'parts' &&
          typeof item === 'object' &&
          item !== null &&
          'value' in item &&
          isValue(item.value)
        ) {
          after = this.value(item.value, after);
        }
      }
    }
    return after;
  }

  private read(value: Extract<BoundValue, { kind: 'local' }>, open: Open): void {
    const symbol = this.symbolOf(value);
    if (symbol !== undefined && open.has(symbol)) this.unassigned(symbol, value);
  }

  /** The variable that a node of the tree means. */
  protected symbolOf(node: object): LocalSymbol | undefined {
    return this.binding.symbols.get(node);
  }

  /** Reports the use of a variable that may have no value. */
  protected unassigned(symbol: LocalSymbol, node: object): void {
    const span = this.binding.spans.get(node);
    if (span === undefined) return;
    this.binding.report(
      span,
      symbol.byReference === 'out'
        ? { rule: 'csharp-compile', code: 'CS0269', message: `Use of unassigned out parameter '${symbol.name}'` }
        : { rule: 'csharp-compile', code: 'CS0165', message: `Use of unassigned local variable '${symbol.name}'` },
    );
  }

  protected target(target: BoundTarget, open: Open): Open {
    return target.kind === 'local' ? open : this.children(target, open);
  }

  protected condition(value: BoundValue, open: Open): Branches {
    if (isConstant(value, true)) {
      return { whenTrue: open, whenFalse: UNREACHABLE };
    }
    if (isConstant(value, false)) {
      return { whenTrue: UNREACHABLE, whenFalse: open };
    }
    if (value.kind === 'unary') {
      const { whenTrue, whenFalse } = this.condition(value.operand, open);
      return value.operator === '!' && value.operands === 'bool'
        ? { whenTrue: whenFalse, whenFalse: whenTrue }
        : { whenTrue: union(whenTrue, whenFalse), whenFalse: union(whenTrue, whenFalse) };
    }
    if (value.kind === 'logical') {
      const left = this.condition(value.left, open);
      const right = this.condition(value.right, value.operator === '&&' ? left.whenTrue : left.whenFalse);
      return value.operator === '&&'
        ? { whenTrue: right.whenTrue, whenFalse: union(left.whenFalse, right.whenFalse) }
        : { whenTrue: union(left.whenTrue, right.whenTrue), whenFalse: right.whenFalse };
    }
    if (value.kind === 'isPattern') {
      const after = this.value(value.operand, open);
      const { whenTrue, whenFalse } = this.pattern(value.pattern, after);
      const matches = certainty(value.operand, value.pattern);
      return {
        whenTrue: matches === false ? UNREACHABLE : whenTrue,
        whenFalse: matches === true ? UNREACHABLE : whenFalse,
      };
    }
    if (value.kind === 'conditional' && isNamed(value.type, 'System.Boolean')) {
      const test = this.condition(value.condition, open);
      const [left, right] = [
        this.condition(value.whenTrue, test.whenTrue),
        this.condition(value.whenFalse, test.whenFalse),
      ];
      return {
        whenTrue: union(left.whenTrue, right.whenTrue),
        whenFalse: union(left.whenFalse, right.whenFalse),
      };
    }
    const after = this.value(value, open);
    return { whenTrue: after, whenFalse: after };
  }

  protected pattern(pattern: BoundPattern, open: Open): Branches {
    const local = pattern.kind === 'constant' ? undefined : pattern.local;
    if (local === undefined) {
      return { whenTrue: open, whenFalse: open };
    }
    const symbol = this.symbolOf(local);
    return {
      whenTrue: without(open, symbol),
      whenFalse: pattern.kind === 'var' || symbol === undefined ? UNREACHABLE : opened(open, [symbol]),
    };
  }
}
