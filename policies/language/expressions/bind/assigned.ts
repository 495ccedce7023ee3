import type { BoundLocalFunctionCall } from '../bound-tree/calls';
import type { BoundFunctionBody, BoundLocal } from '../bound-tree/expression';
import type { BoundBlock, BoundDeclare, BoundLocalFunction, BoundStatement, Label } from '../bound-tree/statements';
import { AssignedInValues } from './assigned-values';
import type { Binding } from './binding';
import { isExhaustive, matchedSections } from './certainty';
import { NOTHING, UNREACHABLE, opened, union, without } from './open-variables';
import type { Open } from './open-variables';
import type { LocalSymbol } from './scope';

/** Reports every read of a local before it surely has a value (C# specification, 9.4). */
export function checkAssigned(binding: Binding, body: BoundFunctionBody): void {
  new Assigned(binding, new Map(), NOTHING).body(body, NOTHING);
}

/** What a call of a local function does to the variables around it. */
interface Effects {
  /** Variables it reads before it assigns them. */
  readonly needs: Set<LocalSymbol>;
  /** Variables that may still be open when it returns. */
  open: Open;
}

class Assigned extends AssignedInValues {
  private breaks: Open[] = [];
  private continues: Open[] = [];
  private outs: readonly BoundLocal[] = [];
  private returned: Open[] = [];
  private readonly labels = new Map<Label, Open>();
  /** What this function needs of the variables around it. */
  private readonly needs = new Set<LocalSymbol>();

  /**
   * @param functions what is known of the local functions in reach
   * @param outer the variables of which a local function does not know whether they are assigned: its callers do
   */
  constructor(
    binding: Binding,
    private readonly functions: Map<LocalSymbol, Effects>,
    private readonly outer: Open,
  ) {
    super(binding);
  }

  /** Checks a function; answers what is open when it returns. */
  body(body: BoundFunctionBody, open: Open): Open {
    this.outs = body.parameters.filter(({ byReference }) => byReference === 'out');
    const outs = this.outs.flatMap((parameter) => this.symbolOf(parameter) ?? []);
    const start = opened(open, outs);
    let known: number;
    do {
      // What leads back to a label may be open there, which the next round takes into account.
      known = this.atLabels();
      this.leave(body.code.kind === 'value' ? this.value(body.code.value, start) : this.statement(body.code, start));
    } while (this.atLabels() > known);
    return union(...this.returned);
  }

  /** How much is known about the labels. */
  private atLabels(): number {
    return [...this.labels.values()].reduce((sum, open) => sum + 1 + open.size, 0);
  }

  /** What is open at a label because of the jumps to it. */
  private atLabel(label: Label): Open {
    return this.labels.get(label) ?? UNREACHABLE;
  }

  /** Notes what is open where control leaves the function, and reports the out parameters among it. */
  private leave(open: Open): void {
    this.returned.push(open);
    for (const parameter of this.outs) {
      const symbol = this.symbolOf(parameter);
      const span = this.binding.spans.get(parameter);
      if (symbol !== undefined && span !== undefined && open.has(symbol)) {
        this.binding.report(span, {
          rule: 'csharp-compile',
          code: 'CS0177',
          message: `The out parameter '${parameter.name}' must be assigned to before control leaves the current method`,
        });
      }
    }
  }

  protected override inner(body: BoundFunctionBody, open: Open): void {
    const inner = new Assigned(this.binding, this.functions, this.outer);
    inner.body(body, open);
    inner.needs.forEach((symbol) => this.needs.add(symbol));
  }

  protected override unassigned(symbol: LocalSymbol, node: object): void {
    if (this.outer.has(symbol)) {
      this.needs.add(symbol);
    } else {
      super.unassigned(symbol, node);
    }
  }

  protected override localCall(call: BoundLocalFunctionCall, open: Open): Open {
    const symbol = this.symbolOf(call);
    const effects = symbol === undefined ? undefined : this.functions.get(symbol);
    effects?.needs.forEach((needed) => {
      if (open.has(needed)) this.unassigned(needed, call);
    });
    const after = effects?.open;
    return after === undefined || open === UNREACHABLE
      ? open
      : new Set([...open].filter((variable) => after.has(variable)));
  }

  /** Finds out what the local functions of a block need and assign; they may call each other. */
  private localFunctions(functions: readonly BoundLocalFunction[]): void {
    const known = functions.flatMap(({ local, body }) => {
      const symbol = this.symbolOf(local);
      if (symbol === undefined) return [];
      const outer = new Set(this.binding.locals.filter(({ frame }) => symbol.frame.isInside(frame)));
      const effects: Effects = { needs: new Set(), open: UNREACHABLE };
      this.functions.set(symbol, effects);
      return [{ body, outer, effects }];
    });
    let changed = known.length > 0;
    while (changed) {
      changed = false;
      for (const { body, outer, effects } of known) {
        const before = effects.needs.size + effects.open.size;
        const inside = new Assigned(this.binding, this.functions, outer);
        effects.open = union(effects.open, inside.body(body, outer));
        inside.needs.forEach((symbol) => effects.needs.add(symbol));
        changed ||= effects.needs.size + effects.open.size > before;
      }
    }
  }

  private statements(statements: readonly BoundStatement[], open: Open): Open {
    return statements.reduce((state, statement) => this.statement(statement, state), open);
  }

  private statement(statement: BoundStatement, open: Open): Open {
    switch (statement.kind) {
      case 'block': {
        this.localFunctions(statement.functions);
        return this.statements(statement.statements, opened(open, this.openAtStart(statement)));
      }
      case 'declare':
        return this.declaration(statement, open);
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
            ? { whenTrue: start, whenFalse: UNREACHABLE }
            : this.condition(statement.condition, start);
        const { after, breaks, continues } = this.loop(statement.body, whenTrue);
        statement.increments.reduce((state, increment) => this.value(increment, state), union(after, ...continues));
        return union(whenFalse, ...breaks);
      }
      case 'forEach': {
        const start = this.value(statement.collection, open);
        return union(start, ...this.loop(statement.body, without(start, this.symbolOf(statement.local))).breaks);
      }
      case 'switch':
        return this.switchStatement(statement, open);
      case 'return':
        this.leave(statement.value === undefined ? open : this.value(statement.value, open));
        return UNREACHABLE;
      case 'throw':
        if (statement.exception !== undefined) {
          this.value(statement.exception, open);
        }
        return UNREACHABLE;
      case 'break':
        this.breaks.push(open);
        return UNREACHABLE;
      case 'continue':
        this.continues.push(open);
        return UNREACHABLE;
      case 'label':
        return union(open, this.atLabel(statement.label));
      case 'goto':
        if (open !== UNREACHABLE) this.labels.set(statement.label, union(this.atLabel(statement.label), open));
        return UNREACHABLE;
      case 'try':
        return this.tryStatement(statement, open);
      case 'using':
        return this.statement(statement.body, this.statements(statement.resources, open));
    }
  }

  /** The variables of a block that may be read although their declaration did not run: in local functions, after a goto. */
  private openAtStart({ locals, statements }: BoundBlock): LocalSymbol[] {
    const hasLabels = statements.some(({ kind }) => kind === 'label');
    const open = locals.filter(({ captured }) => captured || hasLabels).flatMap((local) => this.symbolOf(local) ?? []);
    return open.filter(({ kind }) => kind === 'local');
  }

  private declaration({ local, value, target }: BoundDeclare, open: Open): Open {
    if (target !== undefined) return target.kind === 'local' ? this.value(target, open) : this.target(target, open);
    const symbol = this.symbolOf(local);
    const declared = symbol === undefined ? open : opened(open, [symbol]);
    return value === undefined ? declared : without(this.value(value, declared), symbol);
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
    this.localFunctions(statement.functions);
    const declared = statement.sections.flatMap((section) =>
      section.statements.flatMap((inner) => (inner.kind === 'declare' ? (this.symbolOf(inner.local) ?? []) : [])),
    );
    const start = opened(this.value(statement.value, open), declared);
    const outer = this.breaks;
    this.breaks = [];
    const matched = matchedSections(statement);
    for (const section of statement.sections) {
      const entries = section.labels.map((label): Open => {
        if (label.kind === 'default') {
          return start;
        }
        const matched = this.pattern(label.pattern, start).whenTrue;
        return label.when === undefined ? matched : this.condition(label.when, matched).whenTrue;
      });
      this.statements(section.statements, union(...(matched.has(section) ? entries : []), this.atLabel(section.entry)));
    }
    const after = union(...this.breaks, isExhaustive(statement) ? UNREACHABLE : start);
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
    if (after === UNREACHABLE || ended === UNREACHABLE) return UNREACHABLE;
    return new Set([...after].filter((symbol) => ended.has(symbol) || !open.has(symbol)));
  }
}
