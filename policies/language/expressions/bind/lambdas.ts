import type { BoundFunctionBody, BoundLocal } from '../bound-tree/expression';
import type { BoundLambda, BoundValue } from '../bound-tree/values';
import type { ClrType, NamedType } from '../clr-type';
import { VOID, sameType, typeKey } from '../clr-type';
import type { ParameterSyntax } from '../syntax/syntax';
import { convertOperand } from './arguments';
import type { Binding } from './binding';
import { NO_JUMPS } from './jump-targets';
import type { LambdaOperand, LambdaTrial } from './operand';
import { BindError } from './bind-error';
import { Frame, RANGE_VARIABLE } from './scope';
import { completes } from './flow';
import { delegateSignature } from './type-relations';
import { newer } from '../syntax/refused';

const STATEMENT_KINDS = new Set([
  'call',
  'localFunctionCall',
  'delegateCall',
  'assign',
  'compoundAssign',
  'new',
  'conditionalAccess',
  'initialise',
]);

/** Runs `action` inside the lambda: its own frame, a scope with its parameters, no loops or `?.` of the outside. */
function inside<T>(
  binding: Binding,
  operand: LambdaOperand,
  types: readonly ClrType[],
  returnType: ClrType | undefined,
  action: (parameters: BoundLocal[]) => T,
): { result: T; frame: Frame } {
  const outer = {
    frame: binding.frame,
    scope: binding.scope,
    returns: binding.returns,
    receiver: binding.conditionalReceiver,
    jumps: binding.jumps,
  };
  const frame = new Frame(operand.frame, returnType);
  binding.frame = frame;
  binding.scope = operand.scope;
  binding.returns = [];
  binding.conditionalReceiver = undefined;
  binding.jumps = NO_JUMPS;
  try {
    const result = binding.inScope(() => {
      const declared = operand.syntax.parameters ?? types.map((): ParameterSyntax | undefined => undefined);
      const parameters = types.map((type, index): BoundLocal => {
        const syntax = declared[index];
        return syntax === undefined
          ? { name: `argument${index}`, slot: frame.newSlot(), type, captured: false }
          : declareParameter(binding, syntax, type);
      });
      return action(parameters);
    });
    return { result, frame };
  } finally {
    binding.frame = outer.frame;
    binding.scope = outer.scope;
    binding.returns = outer.returns;
    binding.conditionalReceiver = outer.receiver;
    binding.jumps = outer.jumps;
  }
}

function declareParameter(binding: Binding, syntax: ParameterSyntax, type: ClrType): BoundLocal {
  const { name, span, ranges, isRange } = syntax;
  const readOnly = isRange === true ? RANGE_VARIABLE : undefined;
  const parameter = binding.declare(span, { kind: 'parameter', name, type, readOnly });
  for (const range of ranges ?? []) {
    const { name: own, path } = range;
    binding.declare(span, { kind: 'range', name: own, type, readOnly, range: { of: parameter, path } });
  }
  return binding.boundLocal(parameter);
}

/** Binds a lambda for certain parameter types, only to see what it returns. */
export function tryLambda(binding: Binding, operand: LambdaOperand, types: readonly ClrType[]): LambdaTrial {
  const key = types.map(typeKey).join();
  const known = operand.trials.get(key);
  if (known !== undefined) {
    return known;
  }
  binding.countTrial(operand.span);
  const findings = binding.findings;
  const innerNames = snapshotNames(operand);
  binding.findings = [];
  const { body } = operand.syntax;
  let trial: LambdaTrial;
  try {
    trial = inside(binding, operand, types, undefined, () => {
      if (body.kind !== 'block') {
        const returned = binding.bind.operand(binding, body);
        const isStatement = returned.kind === 'value' && STATEMENT_KINDS.has(returned.value.kind);
        return {
          findings: errorsOnly(binding),
          returns: [returned],
          hasVoidReturn: false,
          completes: false,
          isStatement,
        };
      }
      const { bound } = binding.bind.block(binding, body);
      const returns = binding.returns.flatMap((entry) => (entry.operand === undefined ? [] : [entry.operand]));
      return {
        // A refused type in front of the value leaves nothing to infer from, and says so itself.
        findings: returns.length === 0 ? binding.findings : errorsOnly(binding),
        returns,
        hasVoidReturn: binding.returns.length > returns.length,
        completes: completes(bound),
        isStatement: false,
      };
    }).result;
  } catch (error) {
    if (!(error instanceof BindError)) {
      throw error;
    }
    trial = { findings: error.findings, returns: [], hasVoidReturn: false, completes: false, isStatement: false };
  } finally {
    binding.findings = findings;
    restoreNames(operand, innerNames);
  }
  operand.trials.set(key, trial);
  return trial;
}

/** Types and members outside the allow-list make no overload wrong. */
function errorsOnly(binding: Binding): LambdaTrial['findings'] {
  return binding.findings.filter(
    (finding) => finding.rule !== 'expression-type' && finding.rule !== 'expression-member',
  );
}

function snapshotNames(operand: LambdaOperand): Set<string>[] {
  const names: Set<string>[] = [];
  for (let scope: typeof operand.scope | undefined = operand.scope; scope !== undefined; scope = scope.parent) {
    names.push(new Set(scope.inner));
  }
  return names;
}

function restoreNames(operand: LambdaOperand, names: readonly Set<string>[]): void {
  let index = 0;
  for (
    let scope: typeof operand.scope | undefined = operand.scope;
    scope !== undefined;
    scope = scope.parent, index++
  ) {
    for (const name of scope.inner) {
      if (names[index]?.has(name) !== true) {
        scope.inner.delete(name);
      }
    }
  }
}

/** Binds a lambda for good, converted to a delegate type. */
export function bindLambda(binding: Binding, operand: LambdaOperand, type: NamedType): BoundLambda {
  const signature = delegateSignature(type);
  if (signature === undefined) {
    throw new Error(`${type.id} is not a delegate type.`);
  }
  binding.countTrial(operand.span);
  const { body } = operand.syntax;
  const isVoid = sameType(signature.returnType, VOID);
  const { result, frame } = inside(binding, operand, signature.parameters, signature.returnType, (parameters) => {
    if (body.kind === 'block') {
      const { bound } = binding.bind.block(binding, body);
      if (!isVoid && completes(bound)) {
        throw binding.compileError(
          operand.span,
          'CS1643',
          `Not all code paths return a value in lambda expression of type '${type.id}'`,
        );
      }
      return { parameters, code: bound };
    }
    return binding.inScope((scope) => {
      const returned = binding.bind.operand(binding, body);
      const value: BoundValue = isVoid
        ? binding.valueOf(returned)
        : convertOperand(binding, returned, signature.returnType);
      if (scope.locals.length > 0 && operand.syntax.parameters?.some(({ isRange }) => isRange) === true) {
        throw binding.error(operand.span, newer('declaration of variables in queries', '7.3', 'a lambda'));
      }
      return { parameters, code: { kind: 'value' as const, locals: scope.locals, value } };
    });
  });
  const bound: BoundFunctionBody = {
    slotCount: frame.slotCount,
    parameters: result.parameters,
    captures: frame.captures,
    code: result.code,
  };
  return { kind: 'lambda', type, body: bound };
}
