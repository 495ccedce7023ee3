import type { ExpressionRule } from '../finding';

/** Why a grammar node is refused. */
export interface Refusal {
  readonly rule: ExpressionRule;
  readonly message: string;
  readonly code?: string;
  readonly alternative?: string;
}

function newer(feature: string, version: string, alternative?: string): Refusal {
  return {
    rule: 'csharp-version',
    code: 'CS8107',
    message: `Feature '${feature}' is not available in C# 7.0. It needs C# ${version}`,
    alternative,
  };
}

function forbidden(what: string): Refusal {
  return { rule: 'csharp-forbidden', message: `${what} cannot be used in policy expressions` };
}

function unsupported(what: string, alternative?: string): Refusal {
  return { rule: 'csharp-unsupported', message: `${what} is not supported by this front end`, alternative };
}

/** Grammar nodes that are parsed but not C# 7, not legal in policies, or not known here. */
export const REFUSED_NODES: Readonly<Record<string, Refusal>> = {
  switch_expression: newer('switch expressions', '8.0', 'a switch statement or ?:'),
  range_expression: newer('range operator', '8.0', 'Substring or Skip/Take'),
  raw_string_literal: newer('raw string literals', '11.0', 'a verbatim string @"..."'),
  collection_expression: newer('collection expressions', '12.0', 'new[] { ... }'),
  implicit_object_creation_expression: newer('target-typed object creation', '9.0', 'new T(...)'),
  negated_pattern: newer('not pattern', '9.0', '!(x is T)'),
  and_pattern: newer('and pattern', '9.0', '&&'),
  or_pattern: newer('or pattern', '9.0', '||'),
  relational_pattern: newer('relational pattern', '9.0', 'a comparison operator'),
  recursive_pattern: newer('recursive patterns', '8.0'),
  list_pattern: newer('list pattern', '11.0'),
  parenthesized_pattern: newer('parenthesized pattern', '9.0'),
  type_pattern: newer('type pattern', '9.0'),
  with_expression: newer('with', '9.0'),
  string_literal_encoding: newer('UTF-8 string literals', '11.0', 'Encoding.UTF8.GetBytes'),
  field_expression: newer('field keyword', '14.0'),
  await_expression: forbidden('await'),
  unsafe_statement: forbidden('unsafe code'),
  fixed_statement: forbidden('unsafe code'),
  stackalloc_expression: forbidden('stackalloc'),
  implicit_stackalloc_expression: forbidden('stackalloc'),
  pointer_type: forbidden('unsafe code'),
  function_pointer_type: forbidden('unsafe code'),
  makeref_expression: forbidden('__makeref'),
  reftype_expression: forbidden('__reftype'),
  refvalue_expression: forbidden('__refvalue'),
  class_declaration: forbidden('A type declaration'),
  struct_declaration: forbidden('A type declaration'),
  interface_declaration: forbidden('A type declaration'),
  enum_declaration: forbidden('A type declaration'),
  record_declaration: forbidden('A type declaration'),
  delegate_declaration: forbidden('A type declaration'),
  namespace_declaration: forbidden('A namespace declaration'),
  using_directive: forbidden('A using directive'),
  extern_alias_directive: forbidden('An extern alias'),
  tuple_expression: {
    rule: 'expression-type',
    message: "Usage of type 'System.ValueTuple' is not supported within expressions",
    alternative: 'an anonymous type or Tuple.Create',
  },
  tuple_type: {
    rule: 'expression-type',
    message: "Usage of type 'System.ValueTuple' is not supported within expressions",
    alternative: 'Tuple<...>',
  },
  tuple_pattern: unsupported('Deconstruction'),
  parenthesized_variable_designation: unsupported('Deconstruction'),
  lock_statement: unsupported('lock'),
  yield_statement: unsupported('An iterator'),
  scoped_type: newer('ref fields', '11.0'),
  this_expression: {
    rule: 'csharp-compile',
    code: 'CS0026',
    message: "Keyword 'this' is not valid in a static property, static method, or static field initializer",
  },
  this: {
    rule: 'csharp-compile',
    code: 'CS0026',
    message: "Keyword 'this' is not valid in a static property, static method, or static field initializer",
  },
  base_expression: {
    rule: 'csharp-compile',
    code: 'CS1511',
    message: "Keyword 'base' is not available in a static method",
  },
  base: { rule: 'csharp-compile', code: 'CS1511', message: "Keyword 'base' is not available in a static method" },
};

/** The refusal of a node kind that nothing else knows. */
export function unknownNode(type: string): Refusal {
  return unsupported(`The construct "${type.replaceAll('_', ' ')}"`);
}

/** What an ERROR node in the tree most likely means. */
export const SYNTAX_ERROR: Refusal = { rule: 'csharp-syntax', code: 'CS1525', message: 'Invalid expression term' };

/** A name is missing. */
export const IDENTIFIER_EXPECTED: Refusal = { rule: 'csharp-syntax', code: 'CS1001', message: 'Identifier expected' };

export const DYNAMIC: Refusal = {
  rule: 'csharp-forbidden',
  message: 'Dynamic member invocation is not supported',
  alternative: 'a cast to the type, for instance (JObject)',
};

export const ASYNC: Refusal = forbidden('async');

/** Builds the refusal of a feature newer than C# 7.0. */
export { newer, unsupported };
