import type { ClrType } from '../clr-type';
import { arrayOf, named, nullableOf } from '../clr-type';
import type { Span } from '../finding';
import type { NamePart, TypeSyntax } from '../syntax/syntax';
import { alternativeTo, importedNamespaces, isNamespace, isTypeAllowed, typesNamed } from '../types/allow-list';
import { typeDefinition } from '../types/table';
import type { Binding } from './binding';
import { isValueType } from './type-relations';

/** Binds a type as written; reports it when it is outside the allow-list. */
export function bindType(binding: Binding, syntax: TypeSyntax): ClrType {
  switch (syntax.kind) {
    case 'predefined':
      return syntax.type;
    case 'array':
      return arrayOf(bindType(binding, syntax.element));
    case 'nullable': {
      const element = bindType(binding, syntax.element);
      if (!isValueType(element)) {
        throw binding.error(syntax.span, {
          rule: 'csharp-version',
          code: 'CS8107',
          message:
            "Feature 'nullable reference types' is not available in C# 7.0. Please use language version 8.0 or greater.",
          alternative: 'the type without ?',
        });
      }
      return nullableOf(element);
    }
    case 'var':
      throw binding.compileError(
        syntax.span,
        'CS0825',
        "The contextual keyword 'var' may only appear within a local variable declaration or in script code",
      );
    case 'named':
      return bindTypeName(binding, syntax.parts, syntax.span);
  }
}

function bindTypeName(binding: Binding, parts: readonly NamePart[], span: Span): ClrType {
  const found = findTypeName(binding, parts, span);
  if (found === undefined) {
    const name = parts.map((part) => part.name).join('.');
    throw unknownType(
      binding,
      name,
      parts.at(-1)?.args.length ?? 0,
      span,
      'CS0246',
      `The type or namespace name '${name}' could not be found (are you missing a using directive or an assembly reference?)`,
    );
  }
  return found;
}

/** Finds the type that a dotted name is, `undefined` when there is none. Reports a type outside the allow-list. */
export function findTypeName(binding: Binding, parts: readonly NamePart[], span: Span): ClrType | undefined {
  const first = parts[0];
  if (first === undefined) {
    return undefined;
  }
  const short = findImported(binding, first, span);
  if (short !== undefined) {
    return continueNested(binding, short, first.args, parts.slice(1), span);
  }
  for (let length = 1; length < parts.length; length++) {
    const namespace = parts
      .slice(0, length)
      .map((part) => part.name)
      .join('.');
    const part = parts[length];
    if (part !== undefined && isNamespace(namespace)) {
      const id = `${namespace}.${withArity(part)}`;
      if (typeDefinition(id) !== undefined || typesNamed(part.name, part.args.length, [namespace]).length > 0) {
        return continueNested(binding, id, part.args, parts.slice(length + 1), span);
      }
    }
  }
  return undefined;
}

function withArity(part: NamePart): string {
  return part.args.length === 0 ? part.name : `${part.name}\`${part.args.length}`;
}

/** The id of a type that may be written without its namespace. */
function findImported(binding: Binding, part: NamePart, span: Span): string | undefined {
  const name = withArity(part);
  if (!name.includes('.') && typeDefinition(name) !== undefined) {
    return name;
  }
  const namespaces = importedNamespaces();
  const ids = typesNamed(part.name, part.args.length, namespaces);
  const allowed = ids.filter(isTypeAllowed);
  if (allowed.length > 1) {
    throw binding.compileError(
      span,
      'CS0104',
      `'${part.name}' is an ambiguous reference between '${allowed[0]}' and '${allowed[1]}'`,
    );
  }
  return allowed[0] ?? ids[0];
}

function continueNested(
  binding: Binding,
  id: string,
  args: readonly TypeSyntax[],
  rest: readonly NamePart[],
  span: Span,
): ClrType | undefined {
  let current = id;
  const syntaxes = [...args];
  for (const part of rest) {
    current = `${current}.${withArity(part)}`;
    syntaxes.push(...part.args);
    if (typeDefinition(current) === undefined) {
      return undefined;
    }
  }
  if (typeDefinition(current) === undefined) {
    // Known to .NET, outside of everything the allow-list reaches.
    throw binding.error(span, notAllowed(current));
  }
  const bound = syntaxes.map((argument) => bindType(binding, argument));
  binding.checkType(current, span);
  return named(current, ...bound);
}

function notAllowed(id: string): { rule: 'expression-type'; message: string; alternative?: string } {
  return {
    rule: 'expression-type',
    message: `Usage of type '${id.replace(/`\d+/g, '')}' is not supported within expressions`,
    alternative: alternativeTo(id),
  };
}

/** The error for a name that is no type here: outside the allow-list when .NET has it, else the compiler's own. */
export function unknownType(
  binding: Binding,
  name: string,
  arity: number,
  span: Span,
  code: string,
  message: string,
): Error {
  const id = name.includes('.') ? undefined : typesNamed(name, arity)[0];
  if (id !== undefined) {
    return binding.error(span, notAllowed(id));
  }
  return binding.compileError(span, code, message);
}
