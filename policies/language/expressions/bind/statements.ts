import type { BoundStatement } from '../bound-tree/statements';
import type { ExpressionSyntax, StatementSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { bindBlock, bindCondition, bindEmbedded } from './blocks';
import { bindForEach } from './for-each';
import { bindGoto } from './goto';
import { bindSwitch } from './switches';
import { bindDeclaration } from './declarations';
import { bindReturn, bindThrow } from './jumps';
import { bindTry, bindUsing } from './try-statements';

const STATEMENT_KINDS = new Set([
  'call',
  'localFunctionCall',
  'delegateCall',
  'assign',
  'compoundAssign',
  'new',
  'conditionalAccess',
  'initialise',
  'throwValue',
]);

/** Binds a statement other than a declaration. */
export function bindStatement(binding: Binding, syntax: StatementSyntax): BoundStatement {
  switch (syntax.kind) {
    case 'block':
      return bindBlock(binding, syntax).bound;
    case 'empty':
      return { kind: 'block', locals: [], functions: [], statements: [] };
    case 'expression':
      return bindExpressionStatement(binding, syntax.value);
    case 'if': {
      const condition = bindCondition(binding, syntax.condition);
      return {
        kind: 'if',
        condition,
        then: bindEmbedded(binding, syntax.then),
        else: syntax.else === undefined ? undefined : bindEmbedded(binding, syntax.else),
      };
    }
    case 'while':
      return binding.inScope((scope) => ({
        kind: 'while',
        condition: bindCondition(binding, syntax.condition),
        body: bindLoopBody(binding, syntax.body),
        locals: scope.locals,
      }));
    case 'do': {
      const body = bindLoopBody(binding, syntax.body);
      return binding.inScope((scope) => ({
        kind: 'do',
        body,
        condition: bindCondition(binding, syntax.condition),
        locals: scope.locals,
      }));
    }
    case 'for':
      return binding.inScope((scope) => ({
        kind: 'for',
        initialisers: [
          ...(syntax.declaration === undefined ? [] : bindDeclaration(binding, syntax.declaration)),
          ...syntax.initialisers.map((value) => bindExpressionStatement(binding, value)),
        ],
        condition: syntax.condition === undefined ? undefined : bindCondition(binding, syntax.condition),
        increments: syntax.increments.map((value) => bindExpressionStatement(binding, value).value),
        body: bindLoopBody(binding, syntax.body),
        locals: scope.locals,
      }));
    case 'forEach':
      return bindForEach(binding, syntax, (body) => bindLoopBody(binding, body));
    case 'switch':
      return bindSwitch(binding, syntax);
    case 'return':
      return bindReturn(binding, syntax);
    case 'throw':
      return bindThrow(binding, syntax);
    case 'break':
      if (!binding.jumps.break) {
        throw binding.compileError(syntax.span, 'CS0139', 'No enclosing loop out of which to break or continue');
      }
      return { kind: 'break' };
    case 'continue':
      if (!binding.jumps.continue) {
        throw binding.compileError(syntax.span, 'CS0139', 'No enclosing loop out of which to break or continue');
      }
      return { kind: 'continue' };
    case 'goto':
      return bindGoto(binding, syntax);
    case 'try':
      return bindTry(binding, syntax);
    case 'using':
      return bindUsing(binding, syntax);
    case 'checkedBlock': {
      const outer = binding.checked;
      binding.checked = syntax.checked;
      try {
        return bindBlock(binding, syntax.block).bound;
      } finally {
        binding.checked = outer;
      }
    }
    case 'declare':
    case 'function':
    case 'labelled':
      throw binding.unsupported(syntax.span, 'A declaration here');
  }
}

function bindLoopBody(binding: Binding, syntax: StatementSyntax): BoundStatement {
  return binding.withJumps({ break: true, continue: true }, () => bindEmbedded(binding, syntax));
}

function bindExpressionStatement(
  binding: Binding,
  syntax: ExpressionSyntax,
): Extract<BoundStatement, { kind: 'expression' }> {
  const operand = binding.bind.operand(binding, syntax);
  const value = binding.valueOf(operand);
  const legal =
    STATEMENT_KINDS.has(value.kind) && ['invoke', 'assign', 'step', 'new', 'conditionalAccess'].includes(syntax.kind);
  if (!legal) {
    throw binding.compileError(
      syntax.span,
      'CS0201',
      'Only assignment, call, increment, decrement, await, and new object expressions can be used as a statement',
    );
  }
  return { kind: 'expression', value };
}
