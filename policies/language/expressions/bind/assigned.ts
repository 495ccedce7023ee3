import type { BoundPattern } from '../bound-tree/conversions';
import type { BoundFunctionBody } from '../bound-tree/expression';
import type { BoundTarget } from '../bound-tree/places';
import type { BoundStatement } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import type { Binding } from './binding';
import { isConstant, isExhaustive } from './flow';

/** Slots that may not have been assigned yet. Nothing is unassigned where control never comes. */
type Open = ReadonlySet<number>;

const NOTHING: Open = new Set();

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

function union(...sets: readonly Open[]): Open {
  const all = sets.filter((set) => set.size > 0);
  return all.length === 0 ? NOTHING : all.length === 1 ? (all[0] ?? NOTHING) : new Set(all.flatMap((set) => [...set]));
}

function without(open: Open, slot: number): Open {
  return open.has(slot) ? new Set([...open].filter((other) => other !== slot)) : open;
}

function isValue(item: unknown): item is BoundValue {
  return typeof item === 'object' && item !== null && 'kind' in item;
}

/** Reports every read of a local before it surely has a value (C# specification, 5.3). */
export function checkAssigned(binding: Binding, body: BoundFunctionBody, open: Open = NOTHING): void {
  new Assigned(binding).body(body, open);
}

class Assigned {
  private breaks: Open[] = [];
  private continues: Open[] = [];

  constructor(private readonly binding: Binding) {}

  body(body: BoundFunctionBody, open: Open): void {
    if (body.code.kind === 'value') {
      this.value(body.code.value, open);
    } else {
      this.statement(body.code, open);
    }
  }

  /** An inner function sees a captured variable in the state of the place where it is made. */
  private inner(body: BoundFunctionBody, open: Open): void {
    const mapped = new Set(body.captures.filter((capture) => open.has(capture.from)).map((capture) => capture.to));
    new Assigned(this.binding).body(body, mapped);
  }

  private value(value: BoundValue, open: Open): Open {
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
        return value.target.kind === 'local' ? without(after, value.target.slot) : after;
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
        return value.target.kind === 'local' ? without(open, value.target.slot) : this.target(value.target, open);
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
        return NOTHING;
      case 'lambda':
        this.inner(value.body, open);
        return open;
      case 'methodGroup':
        return value.receiver === undefined ? open : this.value(value.receiver, open);
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
    if (open.has(value.slot)) {
      const symbol = this.binding.symbols.get(value);
      const span = this.binding.spans.get(value);
      if (symbol !== undefined && span !== undefined) {
        this.binding.report(span, {
          rule: 'csharp-compile',
          code: 'CS0165',
          message: `Use of unassigned local variable '${symbol.name}'`,
        });
      }
    }
  }

  private target(target: BoundTarget, open: Open): Open {
    return target.kind === 'local' ? open : this.children(target, open);
  }

  private condition(value: BoundValue, open: Open): { whenTrue: Open; whenFalse: Open } {
    if (isConstant(value, true)) {
      return { whenTrue: open, whenFalse: NOTHING };
    }
    if (isConstant(value, false)) {
      return { whenTrue: NOTHING, whenFalse: open };
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
      return this.pattern(value.pattern, after);
    }
    const after = this.value(value, open);
    return { whenTrue: after, whenFalse: after };
  }

  private pattern(pattern: BoundPattern, open: Open): { whenTrue: Open; whenFalse: Open } {
    const local = pattern.kind === 'constant' ? undefined : pattern.local;
    if (local === undefined) {
      return { whenTrue: open, whenFalse: open };
    }
    return {
      whenTrue: without(open, local.slot),
      whenFalse: pattern.kind === 'var' ? NOTHING : union(open, new Set([local.slot])),
    };
  }

  private statements(statements: readonly BoundStatement[], open: Open): Open {
    return statements.reduce((state, statement) => this.statement(statement, state), open);
  }

  private statement(statement: BoundStatement, open: Open): Open {
    switch (statement.kind) {
      case 'block': {
        for (const local of statement.functions) {
          this.inner(local.body, NOTHING);
        }
        return this.statements(statement.statements, open);
      }
      case 'declare':
        return statement.value === undefined
          ? union(open, new Set([statement.local.slot]))
          : without(this.value(statement.value, open), statement.local.slot);
      case 'expression':
        return this.value(statement.value, open);
      case 'if': {
        const { whenTrue, whenFalse } = this.condition(statement.condition, open);
        const then = this.statement(statement.then, whenTrue);
        return union(then, statement.else === undefined ? whenFalse : this.statement(statement.else, whenFalse));
      }
      case 'while': {
        const { whenTrue, whenFalse } = this.condition(statement.condition, open);
        return union(whenFalse, ...this.loop(statement.body, whenTrue).breaks);
      }
      case 'do': {
        const { after, breaks, continues } = this.loop(statement.body, open);
        return union(this.condition(statement.condition, union(after, ...continues)).whenFalse, ...breaks);
      }
      case 'for': {
        const start = this.statements(statement.initialisers, open);
        const { whenTrue, whenFalse } =
          statement.condition === undefined
            ? { whenTrue: start, whenFalse: NOTHING }
            : this.condition(statement.condition, start);
        const { after, breaks, continues } = this.loop(statement.body, whenTrue);
        statement.increments.reduce((state, increment) => this.value(increment, state), union(after, ...continues));
        return union(whenFalse, ...breaks);
      }
      case 'forEach': {
        const start = this.value(statement.collection, open);
        return union(start, ...this.loop(statement.body, without(start, statement.local.slot)).breaks);
      }
      case 'switch':
        return this.switchStatement(statement, open);
      case 'return':
        if (statement.value !== undefined) {
          this.value(statement.value, open);
        }
        return NOTHING;
      case 'throw':
        if (statement.exception !== undefined) {
          this.value(statement.exception, open);
        }
        return NOTHING;
      case 'break':
        this.breaks.push(open);
        return NOTHING;
      case 'continue':
        this.continues.push(open);
        return NOTHING;
      case 'try':
        return this.tryStatement(statement, open);
      case 'using':
        return this.statement(statement.body, this.statements(statement.resources, open));
    }
  }

  private loop(body: BoundStatement, open: Open): { after: Open; breaks: Open[]; continues: Open[] } {
    const outer = { breaks: this.breaks, continues: this.continues };
    this.breaks = [];
    this.continues = [];
    const after = this.statement(body, open);
    const result = { after, breaks: this.breaks, continues: this.continues };
    this.breaks = outer.breaks;
    this.continues = outer.continues;
    return result;
  }

  private switchStatement(statement: Extract<BoundStatement, { kind: 'switch' }>, open: Open): Open {
    const declared = statement.sections.flatMap((section) =>
      section.statements.flatMap((inner) => (inner.kind === 'declare' ? inner.local.slot : [])),
    );
    const start = union(this.value(statement.value, open), new Set(declared));
    const outer = this.breaks;
    this.breaks = [];
    for (const section of statement.sections) {
      const entries = section.labels.map((label): Open => {
        if (label.kind === 'default') {
          return start;
        }
        const matched = this.pattern(label.pattern, start).whenTrue;
        return label.when === undefined ? matched : this.condition(label.when, matched).whenTrue;
      });
      this.statements(section.statements, union(...entries));
    }
    const after = union(...this.breaks, isExhaustive(statement) ? NOTHING : start);
    this.breaks = outer;
    return after;
  }

  private tryStatement(statement: Extract<BoundStatement, { kind: 'try' }>, open: Open): Open {
    let after = this.statement(statement.block, open);
    for (const clause of statement.catches) {
      const start = clause.filter === undefined ? open : this.condition(clause.filter, open).whenTrue;
      after = union(after, this.statement(clause.block, start));
    }
    if (statement.finally === undefined) {
      return after;
    }
    const ended = this.statement(statement.finally, open);
    return new Set([...after].filter((slot) => ended.has(slot) || !open.has(slot)));
  }
}
