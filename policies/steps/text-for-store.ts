import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';

/**
 * C# of a client-chosen text as it is stored. The JSON reader of policies takes a text that looks like a date for one
 * and would give it back in another form; with a mark in front nothing looks like a date.
 */
export function textForStore(text: CSharpCode): CSharpCode {
  return csharp`"=" + ${text}`;
}

/** C# of the text of a member written by {@link textForStore}; null when the item has no such member. */
export function textFromStore(item: CSharpCode, member: string): CSharpCode {
  return csharp`(${item}[${member}] == null ? null : ((string)${item}[${member}]).Substring(1))`;
}
