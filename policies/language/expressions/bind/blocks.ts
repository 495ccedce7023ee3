import type { BoundBlock, BoundStatement } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import { BOOLEAN } from '../clr-type';
import type { BlockSyntax, ExpressionSyntax, StatementSyntax } from '../syntax/syntax';
import type { Binding } from './binding';
import { BindError } from './bind-error';
import { convert } from './convert';
import { bindDeclaration } from './declarations';
import { declareLabels } from './goto';
import { bindFunctions, declareFunctions } from './local-functions';

/** Binds a block in a scope of its own. */
export function bindBlock(binding: Binding, syntax: BlockSyntax): { bound: BoundBlock } {
  return binding.inScope((scope) => {
    for (const statement of syntax.statements) {
      if (statement.kind === 'declare') statement.declarators.forEach(({ name }) => scope.declared.add(name));
    }
    declareLabels(binding, syntax.statements);
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
    if (syntax.kind === 'labelled') {
      const found = binding.scope.labels.get(syntax.name);
      if (found !== undefined) statements.push({ kind: 'label', label: found.label });
      statements.push(...bindStatements(binding, [syntax.statement]));
      continue;
    }
    attempt(binding, syntax, () => {
      if (syntax.kind === 'declare') {
        statements.push(...bindDeclaration(binding, syntax));
      } else {
        statements.push(binding.bind.statement(binding, syntax));
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
  if (syntax.kind === 'declare' || syntax.kind === 'function' || syntax.kind === 'labelled') {
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
