/** Where something stands in a policy document. `line` and `column` count from 1, `offset` from 0, in UTF-16 code units. */
export interface Position {
  readonly line: number;
  readonly column: number;
  readonly offset: number;
}

/**
 * One attribute of a policy element. `value` is decoded text, or, when it starts with `@(` or `@{` after white space,
 * the C# of a policy expression exactly as written.
 */
export interface XmlAttribute {
  readonly name: string;
  readonly value: string;
  /** Start of the value, after its quote; of an expression, its `@`. Absent on nodes built in TypeScript. */
  readonly position?: Position;
}

/** Text between tags, under the same rule for `value` as an attribute. */
export interface XmlText {
  readonly type: 'text';
  readonly value: string;
  readonly position?: Position;
}

/** An element of a policy document: `policies`, a section, a policy or one of its children. */
export interface XmlElement {
  readonly type: 'element';
  readonly name: string;
  readonly attributes: readonly XmlAttribute[];
  readonly children: readonly XmlNode[];
  /** Start of the opening tag. Absent on nodes built in TypeScript. */
  readonly position?: Position;
}

export type XmlNode = XmlElement | XmlText;
