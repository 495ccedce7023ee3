import type { BoundValue } from '../bound-tree/values';
import { EXCEPTION, OBJECT, STRING, named } from '../clr-type';
import type { Span } from '../finding';
import type { ExpressionSyntax } from '../syntax/syntax';
import { isNamespace } from '../types/allow-list';
import { bindAssignment, bindStep } from './assignments';
import type { Binding } from './binding';
import type { Operand } from './operand';
import type { LocalSymbol } from './scope';
import { BindError } from './bind-error';
import { convert } from './convert';
import { bindNew, bindNewAnonymous, bindNewArray } from './creation';
import { bindIndex } from './indexes';
import { bindInvocation } from './invocations';
import { bindMember } from './members';
import { bindBinaryValues } from './operators';
import { bindLogical } from './logical-operators';
import { bindUnary } from './unary-operators';
import { findTypeName, unknownType } from './type-names';
import { bindConditionalAccess, bindCoalesce } from './null-operators';
import { bindConditional } from './conditionals';
import { bindCast, bindAs, bindIs } from './casts';
import { defaultOf } from './default-values';
import { bindSizeof } from './sizeof';
import { bindInterpolated } from './interpolations';

const CONTEXT = named('IExpressionContext');

/** Binds an expression to whatever it is. */
export function bindOperand(binding: Binding, syntax: ExpressionSyntax): Operand {
  const { span } = syntax;
  switch (syntax.kind) {
    case 'literal':
      return valueAt(span, { kind: 'literal', type: syntax.type, value: syntax.value });
    case 'parenthesised': {
      const inner = bindOperand(binding, syntax.value);
      return inner.kind === 'type' || inner.kind === 'namespace' ? valueAt(span, binding.valueOf(inner)) : inner;
    }
    case 'name':
      return bindName(binding, syntax);
    case 'typeName':
      return { kind: 'type', type: binding.bind.type(binding, syntax.type), span };
    case 'member':
      return bindMemberAccess(binding, syntax);
    case 'invoke':
      return valueAt(
        span,
        isNameof(binding, syntax)
          ? bindNameof(binding, syntax)
          : bindInvocation(binding, bindCallee(binding, syntax.target), syntax.arguments, span),
      );
    case 'index':
      return valueAt(span, bindIndex(binding, binding.value(syntax.target), syntax.arguments, span));
    case 'conditionalAccess':
      return valueAt(span, bindConditionalAccess(binding, syntax));
    case 'receiver':
      if (binding.conditionalReceiver === undefined) {
        throw binding.unsupported(span, 'This use of ?.');
      }
      return valueAt(span, binding.conditionalReceiver);
    case 'unary':
      return valueAt(span, bindUnary(binding, syntax));
    case 'step':
      return valueAt(span, bindStep(binding, syntax));
    case 'binary':
      return valueAt(span, bindBinary(binding, syntax));
    case 'assign':
      return valueAt(span, bindAssignment(binding, syntax));
    case 'conditional':
      return valueAt(span, bindConditional(binding, syntax));
    case 'cast':
      return valueAt(span, bindCast(binding, syntax));
    case 'as':
      return valueAt(span, bindAs(binding, syntax));
    case 'is':
      return valueAt(span, bindIs(binding, syntax));
    case 'new':
      return valueAt(span, bindNew(binding, syntax));
    case 'newArray':
      return valueAt(span, bindNewArray(binding, syntax));
    case 'newAnonymous':
      return valueAt(span, bindNewAnonymous(binding, syntax));
    case 'default': {
      const type = binding.bind.type(binding, syntax.type);
      return valueAt(span, defaultOf(type));
    }
    case 'typeof':
      binding.checkType('System.Type', span);
      throw binding.error(span, {
        rule: 'expression-type',
        message: "Usage of type 'System.Type' is not supported within expressions",
        alternative: 'the operator is',
      });
    case 'sizeof':
      return valueAt(span, bindSizeof(binding, syntax));
    case 'throw':
      return {
        kind: 'throw',
        exception: convert(binding, binding.value(syntax.value), EXCEPTION, syntax.value.span),
        span,
      };
    case 'checked': {
      const outer = binding.checked;
      binding.checked = syntax.checked;
      try {
        return valueAt(span, binding.value(syntax.value));
      } finally {
        binding.checked = outer;
      }
    }
    case 'lambda':
      return { kind: 'lambda', syntax, span, frame: binding.frame, scope: binding.scope, trials: new Map() };
    case 'interpolated':
      return valueAt(span, bindInterpolated(binding, syntax));
    case 'declaration':
      throw binding.compileError(span, 'CS8185', 'A declaration is not allowed in this context');
  }
}

function valueAt(span: Span, value: BoundValue): Operand {
  return { kind: 'value', value, span };
}

function bindName(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'name' }>): Operand {
  const { name, span } = syntax;
  const symbol = syntax.args.length === 0 ? binding.scope.find(name) : undefined;
  if (symbol !== undefined) {
    if (symbol.kind === 'function') {
      return { kind: 'methods', group: { name, receiverType: OBJECT, typeArguments: [], local: symbol }, span };
    }
    if (symbol.constant !== undefined) {
      return { kind: 'value', value: symbol.constant, span };
    }
    if (symbol.byReference !== undefined && symbol.frame !== binding.frame) {
      throw binding.compileError(
        span,
        symbol.kind === 'parameter' ? 'CS1628' : 'CS8175',
        `Cannot use ref or out variable '${name}' inside an anonymous method, lambda expression, query expression, or local function`,
      );
    }
    if (symbol.range !== undefined) {
      return { kind: 'value', value: bindRange(binding, symbol.range, span), span };
    }
    if (symbol.type === undefined) {
      // Its declaration was refused already.
      throw new BindError([]);
    }
    return { kind: 'value', value: binding.readLocal(symbol, symbol.type, span), span };
  }
  if (name === 'context' && syntax.args.length === 0) {
    return { kind: 'value', value: { kind: 'context', type: CONTEXT }, span };
  }
  const type = findTypeName(binding, [{ name, args: syntax.args, span }], span);
  if (type !== undefined) {
    return { kind: 'type', type, span };
  }
  if (binding.scope.isDeclaredLater(name)) {
    throw binding.compileError(span, 'CS0841', `Cannot use local variable '${name}' before it is declared`);
  }
  if (isNamespace(name)) {
    return { kind: 'namespace', name, span };
  }
  throw unknownType(
    binding,
    name,
    syntax.args.length,
    span,
    'CS0103',
    `The name '${name}' does not exist in the current context`,
  );
}

/** A variable of a query that an anonymous object holds. */
function bindRange(binding: Binding, { of, path }: NonNullable<LocalSymbol['range']>, span: Span): BoundValue {
  return path.reduce(
    (receiver, name): BoundValue => {
      const property =
        receiver.type.kind === 'anonymous' ? receiver.type.properties.find((entry) => entry.name === name) : undefined;
      if (property === undefined) throw new BindError([]);
      return { kind: 'anonymousProperty', type: property.type, receiver, name };
    },
    binding.readLocal(of, of.type ?? OBJECT, span) as BoundValue,
  );
}

/** What stands before the brackets of a call: there a name means a method even where a property has it too. */
function bindCallee(binding: Binding, syntax: ExpressionSyntax): Operand {
  return syntax.kind === 'member' ? bindMemberAccess(binding, syntax, true) : bindOperand(binding, syntax);
}

function bindMemberAccess(
  binding: Binding,
  syntax: Extract<ExpressionSyntax, { kind: 'member' }>,
  isCalled = false,
): Operand {
  const target = bindOperand(binding, syntax.target);
  if (target.kind === 'namespace') {
    const name = `${target.name}.${syntax.name}`;
    const parts = [
      ...target.name.split('.').map((part) => ({ name: part, args: [], span: target.span })),
      { name: syntax.name, args: syntax.args, span: syntax.nameSpan },
    ];
    const type = findTypeName(binding, parts, syntax.span);
    if (type !== undefined) {
      return { kind: 'type', type, span: syntax.span };
    }
    if (isNamespace(name)) {
      return { kind: 'namespace', name, span: syntax.span };
    }
    throw binding.compileError(
      syntax.nameSpan,
      'CS0234',
      `The type or namespace name '${syntax.name}' does not exist in the namespace '${target.name}' (are you missing an assembly reference?)`,
    );
  }
  if (target.kind === 'type' && target.type.kind === 'named') {
    const nested = findTypeName(
      binding,
      [
        ...target.type.id.split('.').map((part) => ({ name: part, args: [], span: target.span })),
        { name: syntax.name, args: syntax.args, span: syntax.nameSpan },
      ],
      syntax.span,
    );
    if (nested !== undefined) {
      return { kind: 'type', type: nested, span: syntax.span };
    }
  }
  return bindMember(binding, syntax, target, isCalled);
}

function isNameof(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'invoke' }>): boolean {
  return (
    syntax.arguments.length === 1 &&
    syntax.target.kind === 'name' &&
    syntax.target.name === 'nameof' &&
    binding.scope.find('nameof') === undefined
  );
}

function bindNameof(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'invoke' }>): BoundValue {
  const argument = syntax.arguments[0]?.value;
  if (argument === undefined || (argument.kind !== 'name' && argument.kind !== 'member')) {
    throw binding.compileError(syntax.span, 'CS8081', 'Expression does not have a name.');
  }
  for (let part: ExpressionSyntax = argument; part.kind !== 'name' && part.kind !== 'typeName'; part = part.target) {
    if (part.kind !== 'member') {
      throw binding.compileError(part.span, 'CS8082', 'Sub-expression cannot be used in an argument to nameof.');
    }
  }
  try {
    bindOperand(binding, argument);
  } catch (error) {
    // nameof may name an instance member by its type.
    if (!(error instanceof BindError) || error.findings.some(({ code }) => code !== 'CS0120')) {
      throw error;
    }
  }
  return { kind: 'literal', type: STRING, value: argument.name };
}

function bindBinary(binding: Binding, syntax: Extract<ExpressionSyntax, { kind: 'binary' }>): BoundValue {
  if (syntax.operator === '??') {
    return bindCoalesce(binding, syntax);
  }
  // A long chain of + is a deep tree on the left; walk it without recursion.
  const chain: { operator: string; right: ExpressionSyntax; span: Span }[] = [];
  let left: ExpressionSyntax = syntax;
  while (left.kind === 'binary' && left.operator !== '??') {
    chain.unshift({ operator: left.operator, right: left.right, span: left.span });
    left = left.left;
  }
  return chain.reduce(
    (bound, next): BoundValue => {
      const right = binding.value(next.right);
      return next.operator === '&&' || next.operator === '||'
        ? bindLogical(binding, next.operator, bound, right, next.span)
        : bindBinaryValues(binding, next.operator, bound, right, next.span);
    },
    bindFirst(binding, left, chain[0]?.operator),
  );
}

/** The first operand of a chain; a type in parentheses before a minus sign was meant for a cast. */
function bindFirst(binding: Binding, syntax: ExpressionSyntax, operator: string | undefined): BoundValue {
  const operand = bindOperand(binding, syntax);
  if (operand.kind === 'type' && syntax.kind === 'parenthesised' && operator === '-') {
    throw binding.compileError(
      syntax.span,
      'CS0075',
      'To cast a negative value, you must enclose the value in parentheses.',
    );
  }
  return binding.valueOf(operand);
}
