import { CSharpCode } from './template';

/** Letters, digits, `.`, `-`, `_`, up to 256: what azurerm and the service accept as display name. */
const DISPLAY_NAME = /^[A-Za-z0-9._-]{1,256}$/;

/**
 * `{{name}}` as literal text of an attribute or element: a whole value, or a part of a literal one.
 *
 * @throws Error for a name the service would refuse.
 */
export function namedValueText(name: string): string {
  if (!DISPLAY_NAME.test(name)) {
    throw new Error(
      `Named value "${name}": the display name may hold letters, digits, ".", "-" and "_", 1 to 256 of them. Rename it.`,
    );
  }
  return `{{${name}}}`;
}

/**
 * A named value inside C#, as a string literal: `"{{name}}"`. API Management pastes the value before it compiles, so
 * the value itself must hold no quote, backslash or line break.
 *
 * @throws Error for a name the service would refuse.
 */
export function namedValue(name: string): CSharpCode {
  return new CSharpCode(`"${namedValueText(name)}"`);
}

/** The names of all `{{name}}` in a text, in order of appearance, each once. */
export function namedValuesIn(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(NAMED_VALUE), (match) => match[1] ?? ''))];
}

/** Matches `{{name}}`; group 1 is the name. */
export const NAMED_VALUE = /\{\{([A-Za-z0-9._-]{1,256})\}\}/g;
