import type { ClrType } from '../clr-type';
import { displayType } from '../clr-type';
import { convertArgument } from './arguments';
import type { Binding } from './binding';
import type { Operand } from './operand';
import { BindError } from './bind-error';
import type { Argument, Fit, CallNames, Attempt } from './call-site';

export function shown(fit: Fit | undefined): string {
  return fit === undefined ? '' : fit.candidate.method.id.slice(2);
}

export function failure(
  binding: Binding,
  attempts: readonly Attempt[],
  args: readonly Argument[],
  names: CallNames,
): Error {
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
