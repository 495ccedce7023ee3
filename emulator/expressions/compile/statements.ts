import type { BoundLocal } from '../../../policies/language/expressions/bound-tree/expression';
import type {
  BoundBlock,
  BoundFor,
  BoundForEach,
  BoundIf,
  BoundStatement,
  BoundSwitch,
  BoundWhile,
  BoundDo,
  BoundLocalFunction,
  BoundReturn,
  BoundDeclare,
  Label,
} from '../../../policies/language/expressions/bound-tree/statements';
import { ClrDelegate } from '../runtime/delegate';
import { nullReference } from '../runtime/errors';
import { iterate } from '../runtime/collections/enumerable';
import { JObject, PAIR } from '../runtime/json/containers';
import { reflectionName } from '../runtime/type-names';
import type { Compiler } from './compiler';
import { compilePattern } from './conversions';
import { Signal } from './frame';
import type { Action, Frame, SignalValue } from './frame';
import { compileThrow, compileTry, compileUsing } from './try';

function sequence(actions: readonly Action[]): Action {
  const [first, second] = actions;
  if (first === undefined) return () => Signal.Normal;
  if (second === undefined) return first;
  return (frame) => {
    for (const action of actions) {
      const signal = action(frame);
      if (signal !== Signal.Normal) return signal;
    }
    return Signal.Normal;
  };
}

/** A list of statements, some of which may be labels. */
function compileList(compiler: Compiler, statements: readonly BoundStatement[]): Action {
  const actions = statements.map((statement) => compiler.statement(statement));
  const labels = new Map<Label | null, number>();
  statements.forEach((statement, index) => statement.kind === 'label' && labels.set(statement.label, index));
  if (labels.size === 0) return sequence(actions);
  return (frame) => {
    let next = 0;
    for (let action = actions[next]; action !== undefined; action = actions[next]) {
      const signal = action(frame);
      const target = signal === Signal.Goto ? labels.get(frame.label) : undefined;
      if (target === undefined && signal !== Signal.Normal) return signal;
      if (target !== undefined) frame.run.tick();
      next = target ?? next + 1;
    }
    return Signal.Normal;
  };
}

/** What happens when a scope is entered: cells first, then the functions that capture them. */
function enterScope(
  compiler: Compiler,
  locals: readonly BoundLocal[],
  functions: readonly BoundLocalFunction[],
): ((frame: Frame) => void) | undefined {
  const fresh = compiler.freshCells(locals);
  const makers = functions.map((declared) => ({
    make: compiler.functionBody(declared.body),
    set: compiler.setLocal(declared.local),
  }));
  if (makers.length === 0) return fresh;
  return (frame) => {
    fresh?.(frame);
    for (const { make, set } of makers) {
      const call = make(frame, frame.run);
      set(frame, new ClrDelegate('System.Func', (...operands) => call(operands)));
    }
  };
}

function entering(enter: ((frame: Frame) => void) | undefined, action: Action): Action {
  if (enter === undefined) return action;
  return (frame) => {
    enter(frame);
    return action(frame);
  };
}

function compileBlock(compiler: Compiler, node: BoundBlock): Action {
  const enter = enterScope(compiler, node.locals, node.functions);
  return entering(enter, compileList(compiler, node.statements));
}

function compileIf(compiler: Compiler, node: BoundIf): Action {
  const condition = compiler.value(node.condition);
  const then = compiler.statement(node.then);
  const otherwise = node.else === undefined ? undefined : compiler.statement(node.else);
  return (frame) => {
    if (condition(frame) === true) return then(frame);
    return otherwise === undefined ? Signal.Normal : otherwise(frame);
  };
}

function compileWhile(compiler: Compiler, node: BoundWhile | BoundDo): Action {
  const condition = compiler.value(node.condition);
  const body = compiler.statement(node.body);
  const fresh = compiler.freshCells(node.locals);
  const first = node.kind === 'do';
  return (frame) => {
    for (let round = 0; ; round += 1) {
      frame.run.tick();
      if (!first || round > 0) {
        if (!first) fresh?.(frame);
        if (condition(frame) !== true) return Signal.Normal;
      }
      if (first) fresh?.(frame);
      const signal = body(frame);
      if (signal === Signal.Break) return Signal.Normal;
      if (signal >= Signal.Return) return signal;
    }
  };
}

function compileFor(compiler: Compiler, node: BoundFor): Action {
  const fresh = compiler.freshCells(node.locals);
  const initialise = sequence(node.initialisers.map((statement) => compiler.statement(statement)));
  const condition = node.condition === undefined ? undefined : compiler.value(node.condition);
  const increments = node.increments.map((value) => compiler.value(value));
  const body = compiler.statement(node.body);
  return (frame) => {
    fresh?.(frame);
    initialise(frame);
    while (condition === undefined || condition(frame) === true) {
      frame.run.tick();
      const signal = body(frame);
      if (signal === Signal.Break) break;
      if (signal >= Signal.Return) return signal;
      for (const increment of increments) increment(frame);
    }
    return Signal.Normal;
  };
}

function compileForEach(compiler: Compiler, node: BoundForEach): Action {
  const collection = compiler.value(node.collection);
  const fresh = compiler.freshCells([node.local]);
  const setLocal = compiler.setLocal(node.local);
  const value = compiler.value(node.value);
  const body = compiler.statement(node.body);
  const { slot, type } = node.element;
  const walksPairs = reflectionName(type) === PAIR;
  return (frame) => {
    const source = collection(frame);
    if (source === null) throw nullReference();
    for (const element of iterate(walksPairs && source instanceof JObject ? source.pairs() : source)) {
      frame.run.tick();
      frame.slots[slot] = element;
      fresh?.(frame);
      setLocal(frame, value(frame));
      const signal = body(frame);
      if (signal === Signal.Break) break;
      if (signal >= Signal.Return) return signal;
    }
    return Signal.Normal;
  };
}

function compileSwitch(compiler: Compiler, node: BoundSwitch): Action {
  const enter = enterScope(compiler, node.locals, node.functions);
  const value = compiler.value(node.value);
  const sections = node.sections.map((section) => ({
    entry: section.entry,
    isDefault: section.labels.some((label) => label.kind === 'default'),
    tests: section.labels.flatMap((label) =>
      label.kind === 'default'
        ? []
        : [
            {
              matches: compilePattern(compiler, label.pattern),
              when: label.when === undefined ? undefined : compiler.value(label.when),
            },
          ],
    ),
    body: compileList(compiler, section.statements),
  }));
  const fallback = sections.find((section) => section.isDefault);
  return entering(enter, (frame) => {
    const subject = value(frame);
    const chosen =
      sections.find(({ tests }) =>
        tests.some(({ matches, when }) => matches(frame, subject) && (when === undefined || when(frame) === true)),
      ) ?? fallback;
    let signal: SignalValue = chosen === undefined ? Signal.Normal : chosen.body(frame);
    while (signal === Signal.Goto) {
      const section = sections.find(({ entry }) => entry === frame.label);
      if (section === undefined) return signal;
      frame.run.tick();
      signal = section.body(frame);
    }
    return signal === Signal.Break ? Signal.Normal : signal;
  });
}

function compileReturn(compiler: Compiler, node: BoundReturn): Action {
  if (node.value === undefined) return () => Signal.Return;
  const value = compiler.value(node.value);
  return (frame) => {
    frame.returned = value(frame);
    return Signal.Return;
  };
}

function compileDeclare(compiler: Compiler, node: BoundDeclare): Action {
  if (node.target !== undefined) {
    const place = compiler.place(node.target);
    const { slot } = node.local;
    return (frame) => {
      frame.slots[slot] = place(frame);
      return Signal.Normal;
    };
  }
  if (node.value === undefined) return () => Signal.Normal;
  const value = compiler.value(node.value);
  const set = compiler.setLocal(node.local);
  return (frame) => {
    set(frame, value(frame));
    return Signal.Normal;
  };
}

/** Compiles any statement. */
export function compileStatement(compiler: Compiler, node: BoundStatement): Action {
  switch (node.kind) {
    case 'block':
      return compileBlock(compiler, node);
    case 'declare':
      return compileDeclare(compiler, node);
    case 'expression': {
      const value = compiler.value(node.value);
      return (frame) => {
        value(frame);
        return Signal.Normal;
      };
    }
    case 'if':
      return compileIf(compiler, node);
    case 'while':
    case 'do':
      return compileWhile(compiler, node);
    case 'for':
      return compileFor(compiler, node);
    case 'forEach':
      return compileForEach(compiler, node);
    case 'switch':
      return compileSwitch(compiler, node);
    case 'return':
      return compileReturn(compiler, node);
    case 'throw':
      return compileThrow(compiler, node);
    case 'break':
      return () => Signal.Break;
    case 'continue':
      return () => Signal.Continue;
    case 'label':
      return () => Signal.Normal;
    case 'goto':
      return (frame) => {
        frame.label = node.label;
        return Signal.Goto;
      };
    case 'try':
      return compileTry(compiler, node);
    case 'using':
      return compileUsing(compiler, node);
  }
}
