import type { BoundLocal } from '../bound-tree/expression';
import type { BoundBlock, BoundDeclare, BoundStatement } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { BOOLEAN, EXCEPTION, VOID, displayType, isNamed, sameType } from '../clr-type';
import type { BlockSyntax, DeclarationSyntax, ExpressionSyntax, StatementSyntax } from '../syntax/syntax';
import { convertOperand } from './arguments';
import type { Binding } from './binding';
import { BindError } from './binding';
import { convert } from './conversions';
import { bindArrayItems } from './creation';
import { bindForEach } from './for-each';
import { bindFunctions, declareFunctions } from './local-functions';
import { bindSwitch } from './switches';
import { classChain, isReferenceConvertible } from './type-relations';

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

/** Binds `T a = 1, b;`. */
export function bindDeclaration(binding: Binding, syntax: DeclarationSyntax, readOnly?: string): BoundDeclare[] {
  const isVar = syntax.type.kind === 'var';
  const declared = isVar ? undefined : binding.bind.type(binding, syntax.type);
  if (declared !== undefined && isNamed(declared, 'System.Void')) {
    throw binding.compileError(syntax.type.span, 'CS0547', "A variable cannot have the type 'void'");
  }
  if (isVar && syntax.declarators.length > 1) {
    throw binding.compileError(syntax.span, 'CS0819', 'Implicitly-typed variables cannot have multiple declarators');
  }
  return syntax.declarators.flatMap((declarator): BoundDeclare[] => {
    const { name, span, value } = declarator;
    const initial = initialValue(binding, declared, value, span);
    if (syntax.constant) {
      if (isVar) {
        throw binding.compileError(span, 'CS0822', 'Implicitly-typed variables cannot be constant');
      }
      const constant = initial === undefined ? undefined : initial.kind === 'literal' ? initial : undefined;
      if (constant === undefined) {
        throw binding.compileError(
          span,
          initial === undefined ? 'CS0145' : 'CS0133',
          initial === undefined
            ? 'A const field requires a value to be provided'
            : `The expression being assigned to '${name}' must be constant`,
        );
      }
      binding.declare(span, { kind: 'local', name, type: constant.type, constant });
      return [];
    }
    const type = declared ?? initial?.type;
    if (type === undefined) {
      throw binding.compileError(span, 'CS0818', 'Implicitly-typed variables must be initialized');
    }
    const { local } = binding.declareLocal(span, { kind: 'local', name, type, readOnly });
    return [{ kind: 'declare', local, value: initial }];
  });
}

function initialValue(
  binding: Binding,
  declared: ClrType | undefined,
  value: DeclarationSyntax['declarators'][number]['value'],
  span: DeclarationSyntax['span'],
): BoundValue | undefined {
  if (value === undefined) {
    return undefined;
  }
  if (value.kind === 'nestedArray') {
    if (declared === undefined) {
      throw binding.compileError(
        value.items.span,
        'CS0820',
        'Cannot initialize an implicitly-typed variable with an array initializer',
      );
    }
    return bindArrayItems(binding, value.items, declared);
  }
  const operand = binding.bind.operand(binding, value);
  if (declared !== undefined) {
    return convertOperand(binding, operand, declared);
  }
  if (operand.kind === 'methods') {
    throw binding.compileError(span, 'CS0815', 'Cannot assign method group to an implicitly-typed variable');
  }
  const initial = binding.valueOf(operand);
  if (initial.type.kind === 'null' || isNamed(initial.type, 'System.Void')) {
    throw binding.compileError(
      span,
      'CS0815',
      `Cannot assign ${initial.type.kind === 'null' ? '<null>' : 'void'} to an implicitly-typed variable`,
    );
  }
  return initial;
}

function bindReturn(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'return' }>): BoundStatement {
  const expected = binding.frame.returnType;
  const operand = syntax.value === undefined ? undefined : binding.bind.operand(binding, syntax.value);
  if (binding.jumps.inFinally) {
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

function bindThrow(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'throw' }>): BoundStatement {
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

function bindTry(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'try' }>): BoundStatement {
  const block = bindBlock(binding, syntax.block).bound;
  const caught: ClrType[] = [];
  const catches = syntax.catches.map((clause) => {
    const type = clause.type === undefined ? EXCEPTION : binding.bind.type(binding, clause.type);
    if (type.kind !== 'named' || !classChain(type).some((base) => sameType(base, EXCEPTION))) {
      throw binding.compileError(
        clause.type?.span ?? clause.span,
        'CS0155',
        'The type caught or thrown must be derived from System.Exception',
      );
    }
    if (caught.some((earlier) => isReferenceConvertible(type, earlier))) {
      throw binding.compileError(
        clause.span,
        'CS0160',
        `A previous catch clause already catches all exceptions of this or of a super type ('${displayType(type)}')`,
      );
    }
    if (clause.filter === undefined) {
      caught.push(type);
    }
    return binding.inScope((scope) => {
      const local: BoundLocal | undefined =
        clause.name === undefined
          ? undefined
          : binding.declareLocal(clause.span, { kind: 'local', name: clause.name, type }).local;
      const filter = clause.filter === undefined ? undefined : bindCondition(binding, clause.filter);
      const body = binding.withJumps({ inCatch: true }, () => bindBlock(binding, clause.block).bound);
      return { exceptionType: type, locals: scope.locals, local, filter, block: body };
    });
  });
  const finallyBlock = syntax.finally;
  const last =
    finallyBlock === undefined
      ? undefined
      : binding.withJumps(
          { break: false, continue: false, inFinally: true, inCatch: false },
          () => bindBlock(binding, finallyBlock).bound,
        );
  return { kind: 'try', block, catches, finally: last };
}

function bindUsing(binding: Binding, syntax: Extract<StatementSyntax, { kind: 'using' }>): BoundStatement {
  const { resource } = syntax;
  return binding.inScope((scope) => {
    const resources: (BoundDeclare | { readonly kind: 'expression'; readonly value: BoundValue })[] =
      resource.kind === 'declare'
        ? bindDeclaration(binding, resource, 'using variable')
        : [{ kind: 'expression', value: binding.value(resource) }];
    for (const entry of resources) {
      const type = entry.kind === 'declare' ? entry.local.type : entry.value.type;
      const disposable = { kind: 'named' as const, id: 'System.IDisposable', args: [] };
      if (type.kind !== 'null' && !isReferenceConvertible(type, disposable)) {
        throw binding.compileError(
          resource.span,
          'CS1674',
          `'${displayType(type)}': type used in a using statement must be implicitly convertible to 'System.IDisposable'`,
        );
      }
      if (entry.kind === 'declare' && entry.value === undefined) {
        throw binding.compileError(
          resource.span,
          'CS0210',
          'You must provide an initializer in a fixed or using statement declaration',
        );
      }
    }
    return { kind: 'using', locals: scope.locals, resources, body: bindEmbedded(binding, syntax.body) };
  });
}
