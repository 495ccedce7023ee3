import type { BoundStatement } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import { EXCEPTION, VOID, displayType, sameType } from '../clr-type';
import type { StatementSyntax } from '../syntax/syntax';
import { convertOperand } from './arguments';
import type { Binding } from './binding';
import { convert } from './convert';

export function bindReturn(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'return' }>): BoundStatement {
  const expected = binding.frame.returnType;
  const operand = syntax.value === undefined ? undefined : binding.bind.operand(binding, syntax.value);
  if (binding.jumps.finally !== undefined) {
    throw binding.compileError(syntax.span, 'CS0157', 'Control cannot leave the body of a finally clause');
  }
  if (expected === undefined) {
    const statement: { kind: 'return'; value?: BoundValue } = { kind: 'return' };
    if (operand !== undefined && operand.kind === 'value') {
      statement.value = operand.value;
    }
    binding.returns.push({ operand, span: syntax.span, statement });
    return statement;
  }
  const isVoid = sameType(expected, VOID);
  if (operand === undefined) {
    if (!isVoid) {
      throw binding.compileError(
        syntax.span,
        'CS0126',
        `An object of a type convertible to '${displayType(expected)}' is required`,
      );
    }
    return { kind: 'return' };
  }
  if (isVoid) {
    throw binding.compileError(
      syntax.span,
      'CS0127',
      'Since this function returns void, a return keyword must not be followed by an object expression',
    );
  }
  return { kind: 'return', value: convertOperand(binding, operand, expected) };
}

export function bindThrow(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'throw' }>): BoundStatement {
  if (syntax.value === undefined) {
    if (!binding.jumps.inCatch) {
      throw binding.compileError(
        syntax.span,
        'CS0156',
        'A throw statement with no arguments is not allowed outside of a catch clause',
      );
    }
    return { kind: 'throw' };
  }
  const exception = binding.value(syntax.value);
  return { kind: 'throw', exception: convert(binding, exception, EXCEPTION, syntax.value.span) };
}
