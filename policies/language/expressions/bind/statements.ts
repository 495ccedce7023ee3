import type { BoundBlock, BoundStatement } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import { BOOLEAN } from '../clr-type';
import type { BlockSyntax, ExpressionSyntax, StatementSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { BindError } from './bind-error';
import { convert } from './convert';
import { bindForEach } from './for-each';
import { bindFunctions, declareFunctions } from './local-functions';
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

/** Binds a block in a scope of its own. */
export function bindBlock(binding: Binding, syntax: BlockSyntax): { bound: BoundBlock } {
  return binding.inScope((scope) => {
    declareFunctions(binding, syntax.statements);
    const statements = bindStatements(binding, syntax.statements);
    const functions = bindFunctions(binding, syntax.statements);
    return { bound: { kind: 'block', locals: scope.locals, functions, statements } };
  });
}

/** Mistakes in an expression after which no further statement is looked at. */
const MAXIMUM_FINDINGS = 200;

/** Binds statements one by one; a mistake in one does not hide those in others. */
export function bindStatements(binding: Binding, syntaxes: readonly StatementSyntax[]): BoundStatement[] {
  const statements: BoundStatement[] = [];
  for (const syntax of syntaxes) {
    if (binding.findings.length >= MAXIMUM_FINDINGS) break;
    if (syntax.kind === 'function' || syntax.kind === 'empty') {
      continue;
    }
    attempt(binding, syntax, () => {
      if (syntax.kind === 'declare') {
        statements.push(...bindDeclaration(binding, syntax));
      } else {
        statements.push(bindStatement(binding, syntax));
      }
    });
  }
  return statements;
}

function attempt(binding: Binding, syntax: StatementSyntax, action: () => void): void {
  try {
    action();
  } catch (error) {
    if (!(error instanceof BindError)) {
      throw error;
    }
    binding.findings.push(
      ...error.findings.filter(
        (finding) =>
          !binding.findings.some((other) => other.offset === finding.offset && other.message === finding.message),
      ),
    );
    if (syntax.kind === 'declare') {
      syntax.declarators
        .filter(({ name }) => !binding.scope.symbols.has(name))
        .forEach(({ name }) => binding.scope.symbols.set(name, unknownLocal(binding, name)));
    }
  }
}

/** Stands for a variable whose declaration is wrong, so that its uses are not reported as unknown names. */
function unknownLocal(binding: Binding, name: string): Parameters<typeof binding.reference>[0] {
  return {
    kind: 'local',
    name,
    type: undefined,
    frame: binding.frame,
    slot: binding.frame.newSlot(),
    captured: false,
    mentions: [],
  };
}

/** Binds a statement that is the body of another: a scope of its own. */
export function bindEmbedded(binding: Binding, syntax: StatementSyntax): BoundStatement {
  if (syntax.kind === 'declare' || syntax.kind === 'function') {
    throw binding.compileError(
      syntax.span,
      'CS1023',
      'Embedded statement cannot be a declaration or labeled statement',
    );
  }
  if (syntax.kind === 'block') {
    return bindBlock(binding, syntax).bound;
  }
  return binding.inScope((scope) => ({
    kind: 'block',
    statements: bindStatements(binding, [syntax]),
    functions: [],
    locals: scope.locals,
  }));
}

/** Binds a condition. */
export function bindCondition(binding: Binding, syntax: ExpressionSyntax): BoundValue {
  return convert(binding, binding.value(syntax), BOOLEAN, syntax.span);
}

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
