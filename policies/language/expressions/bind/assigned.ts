import type { BoundFunctionBody } from '../bound-tree/expression';
import type { BoundStatement } from '../bound-tree/statements';
import { AssignedInValues } from './assigned-values';
import type { Binding } from './binding';
import { isExhaustive } from './flow';
import { NOTHING, union, without } from './open-slots';
import type { Open } from './open-slots';

/** Reports every read of a local before it surely has a value (C# specification, 5.3). */
export function checkAssigned(binding: Binding, body: BoundFunctionBody, open: Open = NOTHING): void {
  new Assigned(binding).body(body, open);
}

class Assigned extends AssignedInValues {
  private breaks: Open[] = [];
  private continues: Open[] = [];

  body(body: BoundFunctionBody, open: Open): void {
    if (body.code.kind === 'value') {
      this.value(body.code.value, open);
    } else {
      this.statement(body.code, open);
    }
  }

  protected override inner(body: BoundFunctionBody, open: Open): void {
    const mapped = new Set(body.captures.filter((capture) => open.has(capture.from)).map((capture) => capture.to));
    new Assigned(this.binding).body(body, mapped);
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
