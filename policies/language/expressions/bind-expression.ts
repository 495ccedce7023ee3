import type { BoundExpression, BoundFunctionBody, BoundUses } from './bound-tree/expression';
import type { ClrType } from './clr-type';
import { OBJECT, isNamed, sameType } from './clr-type';
import type { ExpressionFinding } from './finding';
import { checkAssigned } from './bind/assigned';
import { Binding } from './bind/binding';
import { BindError } from './bind/bind-error';
import { bindBlock } from './bind/blocks';
import { convert } from './bind/convert';
import { completes } from './bind/flow';
import { bindLambda, tryLambda } from './bind/lambdas';
import { boundMethodGroup, methodGroupFit } from './bind/method-groups';
import { bindStatement } from './bind/statements';
import { bindType } from './bind/type-names';
import { acceptsNull } from './bind/type-relations';
import { bindOperand } from './bind/values';
import { parse } from './syntax/parse';
import type { BlockSyntax, ExpressionSyntax } from './syntax/syntax';

/** The outcome of binding: a tree exactly when nothing is wrong. */
export interface BindResult {
  readonly bound?: BoundExpression;
  readonly findings: readonly ExpressionFinding[];
  /** What compiles and is most likely a mistake; empty when there are findings. */
  readonly warnings: readonly ExpressionFinding[];
}

/** The longest list of findings about one expression. */
const MOST_FINDINGS = 50;

/**
 * Binds a policy expression: names, types, conversions and overloads as the C# 7 compiler decides them, and every type
 * and member against the documented allow-list.
 *
 * @param source the expression with its `@(` or `@{`. `{{named values}}` inside string literals count as their text.
 * @throws Error when `loadCSharp` was not awaited. What the source says never throws.
 */
export function bindExpression(source: string): BindResult {
  const syntax = parse(source);
  if (syntax.form === 'refused') {
    return { findings: syntax.findings, warnings: [] };
  }
  const binding = new Binding(source, {
    operand: bindOperand,
    type: bindType,
    block: bindBlock,
    statement: bindStatement,
    lambda: bindLambda,
    trial: tryLambda,
    methodGroup: boundMethodGroup,
    methodGroupFit,
  });
  let bound: BoundExpression | undefined;
  try {
    bound = syntax.form === 'single' ? bindSingle(binding, syntax.expression) : bindBody(binding, source, syntax.block);
  } catch (error) {
    if (error instanceof RangeError && /call stack/i.test(error.message)) {
      binding.report(
        { start: 0, end: source.length },
        { rule: 'expression-size', message: 'The expression is nested too deeply' },
      );
    } else if (error instanceof BindError) {
      binding.findings.push(...error.findings);
    } else {
      throw error;
    }
  }
  const sorted = [...binding.findings].sort((a, b) => a.offset - b.offset);
  // A refused type is named once per line, however many of its members stand there.
  const findings = sorted
    .filter(
      (finding, index) =>
        sorted.findIndex((other) => other.message === finding.message && other.line === finding.line) === index,
    )
    .slice(0, MOST_FINDINGS);
  return findings.length > 0 ? { findings, warnings: [] } : { bound, findings: [], warnings: binding.warnings };
}

function usesOf(binding: Binding): BoundUses {
  const { request, response, contextResponse, responseOfUnknownOrigin } = binding.bodies;
  return { requestBody: request, responseBody: response || (contextResponse && responseOfUnknownOrigin) };
}

function finish(
  binding: Binding,
  form: BoundExpression['form'],
  type: ClrType,
  code: BoundFunctionBody['code'],
): BoundExpression {
  const body: BoundFunctionBody = { slotCount: binding.frame.slotCount, parameters: [], captures: [], code };
  checkAssigned(binding, body);
  return { form, type, uses: usesOf(binding), body };
}

function bindSingle(binding: Binding, syntax: ExpressionSyntax): BoundExpression {
  return binding.inScope((scope) => {
    const value = binding.value(syntax);
    if (isNamed(value.type, 'System.Void')) {
      throw binding.compileError(syntax.span, 'CS0029', "Cannot implicitly convert type 'void' to 'object'");
    }
    const type = value.type.kind === 'null' ? OBJECT : value.type;
    const typed = value.type.kind === 'null' ? convert(binding, value, OBJECT, syntax.span) : value;
    return finish(binding, 'single', type, { kind: 'value', locals: scope.locals, value: typed });
  });
}

function bindBody(binding: Binding, source: string, syntax: BlockSyntax): BoundExpression {
  const { bound } = bindBlock(binding, syntax);
  const values = binding.returns.flatMap(({ operand, span }) => {
    if (operand === undefined) {
      binding.report(span, {
        rule: 'csharp-compile',
        code: 'CS0126',
        message: "An object of a type convertible to 'object' is required",
      });
      return [];
    }
    const { type } = binding.valueOf(operand);
    if (!isNamed(type, 'System.Void')) return [type];
    binding.report(span, {
      rule: 'csharp-compile',
      code: 'CS0029',
      message: "Cannot implicitly convert type 'void' to 'object'",
    });
    return [];
  });
  if (completes(bound) && binding.findings.length === 0) {
    const close = source.lastIndexOf('}');
    binding.report(
      { start: close, end: close + 1 },
      { rule: 'csharp-compile', code: 'CS0161', message: 'Not all code paths return a value' },
    );
  }
  const type = commonType(values);
  for (const { operand, statement, span } of binding.returns) {
    if (operand !== undefined) {
      statement.value = convert(binding, binding.valueOf(operand), type, span);
    }
  }
  return finish(binding, 'block', type, bound);
}

/** The one type all returns have, null fitting where it can; `object` when they differ. */
function commonType(types: readonly ClrType[]): ClrType {
  const [first, ...others] = types.filter((type) => type.kind !== 'null');
  if (first === undefined || others.some((type) => !sameType(type, first))) {
    return OBJECT;
  }
  return types.some((type) => type.kind === 'null') && !acceptsNull(first) ? OBJECT : first;
}
