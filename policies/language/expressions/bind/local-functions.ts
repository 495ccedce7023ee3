import type { BoundLocalFunction } from '../bound-tree/statements';
import type { ClrType } from '../clr-type';
import { VOID, sameType } from '../clr-type';
import type { StatementSyntax } from '../syntax/syntax';
import type { Method, Parameter } from '../types/table';
import { convertOperand } from './arguments';
import type { Binding } from './binding';
import { NO_JUMPS } from './jump-targets';
import type { LocalSymbol } from './scope';
import { BindError } from './bind-error';
import { Frame } from './scope';
import { convert } from './convert';
import { completes } from './flow';

type FunctionSyntax = Extract<StatementSyntax, { kind: 'function' }>;

function functionsIn(statements: readonly StatementSyntax[]): FunctionSyntax[] {
  return statements.filter((statement): statement is FunctionSyntax => statement.kind === 'function');
}

/** Declares the local functions of a block, so that statements before them can call them. */
export function declareFunctions(binding: Binding, statements: readonly StatementSyntax[]): void {
  for (const syntax of functionsIn(statements)) {
    try {
      const parameters = syntax.parameters.map((parameter): Parameter => {
        if (parameter.type === undefined) {
          throw binding.compileError(parameter.span, 'CS1001', 'Identifier expected');
        }
        const type = binding.bind.type(binding, parameter.type);
        if (parameter.params === true && type.kind !== 'array') {
          throw binding.compileError(
            parameter.span,
            'CS0225',
            'The params parameter must be a single dimensional array',
          );
        }
        if (parameter.default === undefined) {
          return { name: parameter.name, type, mode: parameter.mode };
        }
        if (parameter.mode !== 'value') {
          throw binding.compileError(parameter.span, 'CS1741', 'A ref or out parameter cannot have a default value');
        }
        const value = convert(binding, binding.value(parameter.default), type, parameter.default.span);
        const plain = value.kind === 'conversion' && value.conversion === 'wrap' ? value.operand : value;
        if (plain.kind !== 'literal' && plain.kind !== 'default') {
          throw binding.compileError(
            parameter.default.span,
            'CS1736',
            `Default parameter value for '${parameter.name}' must be a compile-time constant`,
          );
        }
        return {
          name: parameter.name,
          type,
          mode: 'value',
          default: { value: plain.kind === 'literal' ? plain.value : null },
        };
      });
      const firstOptional = parameters.findIndex((parameter) => parameter.default !== undefined);
      const late = syntax.parameters.find(
        (parameter, index) =>
          firstOptional >= 0 && index > firstOptional && parameter.default === undefined && parameter.params !== true,
      );
      if (late !== undefined) {
        throw binding.compileError(
          late.span,
          'CS1737',
          'Optional parameters must appear after all required parameters',
        );
      }
      const returnType = binding.bind.type(binding, syntax.returnType);
      binding.declareLocal(syntax.nameSpan, {
        kind: 'function',
        name: syntax.name,
        type: VOID,
        signature: { method: signature(syntax, parameters, returnType) },
      });
    } catch (error) {
      if (!(error instanceof BindError)) {
        throw error;
      }
      binding.findings.push(...error.findings);
    }
  }
}

function signature(
  { name, parameters: declared }: FunctionSyntax,
  parameters: readonly Parameter[],
  returnType: ClrType,
): Method {
  return {
    kind: 'method',
    id: `local:${name}`,
    name,
    declaring: 'System.Object',
    static: true,
    extension: false,
    params: declared.at(-1)?.params === true,
    override: false,
    generics: [],
    parameters,
    returnType,
  };
}

/** Binds the bodies of the local functions of a block, when all its variables are known. */
export function bindFunctions(binding: Binding, statements: readonly StatementSyntax[]): BoundLocalFunction[] {
  return functionsIn(statements).flatMap((syntax): BoundLocalFunction[] => {
    const symbol = binding.scope.symbols.get(syntax.name);
    const method = symbol?.kind === 'function' ? symbol.signature?.method : undefined;
    if (symbol === undefined || method === undefined) {
      return [];
    }
    try {
      return [bindFunction(binding, syntax, symbol, method)];
    } catch (error) {
      if (!(error instanceof BindError)) {
        throw error;
      }
      binding.findings.push(...error.findings);
      return [];
    }
  });
}

function bindFunction(
  binding: Binding,
  syntax: FunctionSyntax,
  symbol: LocalSymbol,
  method: Method,
): BoundLocalFunction {
  const outer = { frame: binding.frame, returns: binding.returns };
  const frame = new Frame(outer.frame, method.returnType);
  binding.frame = frame;
  binding.returns = [];
  try {
    return binding.withJumps(NO_JUMPS, () =>
      binding.inScope(() => {
        const parameters = method.parameters.map((parameter, index) => {
          const span = syntax.parameters[index]?.span ?? syntax.span;
          const local = binding.boundLocal(
            binding.declare(span, {
              kind: 'parameter',
              name: parameter.name,
              type: parameter.type,
              byReference: parameter.mode === 'value' ? undefined : parameter.mode,
            }),
          );
          binding.spans.set(local, span);
          return local;
        });
        const { body } = syntax;
        const isVoid = sameType(method.returnType, VOID);
        const findingsBefore = binding.findings.length;
        const code =
          body.kind === 'block'
            ? binding.bind.block(binding, body).bound
            : binding.inScope((scope) => {
                const operand = binding.bind.operand(binding, body);
                return {
                  kind: 'value' as const,
                  locals: scope.locals,
                  value: isVoid ? binding.valueOf(operand) : convertOperand(binding, operand, method.returnType),
                };
              });
        // A statement that was refused may have been the return.
        const isWhole = binding.findings.length === findingsBefore;
        if (code.kind === 'block' && !isVoid && isWhole && completes(code)) {
          throw binding.compileError(syntax.nameSpan, 'CS0161', `'${syntax.name}': not all code paths return a value`);
        }
        // The slot of the function itself holds a cell, so that functions can call each other.
        binding.frame = outer.frame;
        const local = binding.boundLocal(symbol);
        return {
          local,
          returnType: method.returnType,
          body: { slotCount: frame.slotCount, parameters, captures: frame.captures, code },
        };
      }),
    );
  } finally {
    binding.frame = outer.frame;
    binding.returns = outer.returns;
  }
}
