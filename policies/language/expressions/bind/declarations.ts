import type { BoundDeclare } from '../bound-tree/statements';
import type { BoundValue } from '../bound-tree/values';
import type { ClrType } from '../clr-type';
import { displayType, isNamed, sameType } from '../clr-type';
import type { DeclarationSyntax, DeclaratorSyntax } from '../syntax/syntax';
import { convertOperand } from './arguments';
import type { Binding } from './binding';
import { bindArrayItems } from './creation';
import { asTarget, asVariable } from './targets';

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
    if (syntax.byReference || declarator.isReference) {
      return [bindReference(binding, syntax, declarator, declared)];
    }
    if (declared !== undefined && !syntax.constant) {
      // The variable may stand in its own initializer: `int n = int.TryParse(text, out n) ? n : 0`.
      const { local } = binding.declareLocal(span, { kind: 'local', name, type: declared, readOnly });
      return [{ kind: 'declare', local, value: initialValue(binding, declared, value, span) }];
    }
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
    if (initial === undefined) {
      throw binding.compileError(span, 'CS0818', 'Implicitly-typed variables must be initialized');
    }
    const { local } = binding.declareLocal(span, { kind: 'local', name, type: initial.type, readOnly });
    return [{ kind: 'declare', local, value: initial }];
  });
}

/** Binds `ref T x = ref y`. */
function bindReference(
  binding: Binding,
  syntax: DeclarationSyntax,
  { name, span, value, isReference }: DeclaratorSyntax,
  declared: ClrType | undefined,
): BoundDeclare {
  if (value === undefined || value.kind === 'nestedArray') {
    throw binding.compileError(span, 'CS8174', 'A declaration of a by-reference variable must have an initializer');
  }
  if (!isReference) {
    throw binding.compileError(span, 'CS8172', 'Cannot initialize a by-reference variable with a value');
  }
  if (!syntax.byReference) {
    throw binding.compileError(span, 'CS8171', 'Cannot initialize a by-value variable with a reference');
  }
  const target = asVariable(binding, asTarget(binding, binding.value(value), value.span), value.span);
  const type = declared ?? target.type;
  if (!sameType(type, target.type)) {
    throw binding.compileError(
      value.span,
      'CS8173',
      `The expression must be of type '${displayType(type)}' because it is being assigned by reference`,
    );
  }
  const local = binding.boundLocal(binding.declare(span, { kind: 'local', name, type, byReference: 'ref' }));
  return { kind: 'declare', local, target };
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
  if (operand.kind === 'methods' || operand.kind === 'lambda') {
    const what = operand.kind === 'methods' ? 'method group' : 'lambda expression';
    throw binding.compileError(span, 'CS0815', `Cannot assign ${what} to an implicitly-typed variable`);
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
