const BLANK = /^[ \t\r\n]*$/;
const TAG =
  /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>|<!DOCTYPE[^[>]*(?:\[[\s\S]*?\])?\s*>|<(\/?)([^\s/>]*)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>|<[\s\S]*$|[^<]+/g;
const ATTRIBUTE = /(\s*)([^\s=]+)(\s*=?\s*)("[^"]*"|'[^']*'|\S)?/g;

/** Line and position of an offset, as .NET words it. */
export function place(text: string, offset: number): string {
  const before = text.slice(0, offset).split('\n');
  return ` Line ${before.length}, position ${(before.at(-1)?.length ?? 0) + 1}.`;
}

interface Open {
  readonly name: string;
  readonly offset: number;
}

function hexadecimal(unit: string): string {
  return `hexadecimal value 0x${unit.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

/** What may stand nowhere in XML: control characters, two non-characters, and half of a pair. */
const ILLEGAL =
  /[^\t\n\r -\ud7ff\ud800-\udfff\ue000-\ufffd]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

/** A code point of two units. .NET takes whatever follows the first half for the second one. */
function combined(high: string, low: string): number {
  return ((low.charCodeAt(0) - 0xdc00) | (((high.charCodeAt(0) - 0xd800) << 10) + 0x10000)) >>> 0;
}

/** The problem of a character outside of the root element that could stand nowhere; there, no surrogate may stand either. */
function illegalAt(text: string, offset: number): string | undefined {
  const [unit, next] = [text.charAt(offset), text.charAt(offset + 1)];
  if (/[\ud800-\udbff]/.test(unit) && next !== '') {
    return invalid(text, offset, unit + next, combined(unit, next));
  }
  return /[\ud800-\udfff]/.test(unit) || ILLEGAL.test(unit) ? invalid(text, offset, unit) : undefined;
}

/** The first illegal character of a part; after one half of a pair it is what follows. */
function illegalIn(text: string, start: number, end: number): string | undefined {
  const found = ILLEGAL.exec(text.slice(start, end));
  if (found === null) return undefined;
  const offset = start + found.index + (/[\ud800-\udbff]/.test(found[0]) ? 1 : 0);
  return invalid(text, offset, text.charAt(offset));
}

function invalid(text: string, offset: number, shown: string, code = shown.charCodeAt(0)): string {
  const hex = code.toString(16).toUpperCase().padStart(2, '0');
  return `'${shown === '\0' ? '.' : shown}', hexadecimal value 0x${hex}, is an invalid character.${place(text, offset)}`;
}

function entityProblem(text: string, start: number, end: number): string | undefined {
  const found = /&(?!#\d+;|#x[\dA-Fa-f]+;|(?:amp|lt|gt|quot|apos);)([\w.-]*)(.?)/.exec(text.slice(start, end));
  if (found === null) return undefined;
  const [, name = '', next = ''] = found;
  const offset = start + found.index + 1;
  if (name === '') return `An error occurred while parsing EntityName.${place(text, offset)}`;
  const after = next === '' ? text.charAt(offset + name.length) : next;
  return after === ';'
    ? `Reference to undeclared entity '${name}'.${place(text, offset)}`
    : `'${after}' is an unexpected token. The expected token is ';'.${place(text, offset + name.length)}`;
}

function attributeProblem(text: string, start: number, attributes: string): string | undefined {
  const seen = new Set<string>();
  for (const match of attributes.matchAll(ATTRIBUTE)) {
    const [, space = '', name = '', equals = '', value = ''] = match;
    const offset = start + match.index + space.length;
    if (space === '') return `'${name.charAt(0)}' is an unexpected token. Expecting whitespace.${place(text, offset)}`;
    if (!equals.includes('=')) {
      const next = text.charAt(offset + name.length);
      return `'${next}' is an unexpected token. The expected token is '='.${place(text, offset + name.length)}`;
    }
    const valueOffset = offset + name.length + equals.length;
    if (!/^["']/.test(value)) {
      return `'${value}' is an unexpected token. The expected token is '"' or '''.${place(text, valueOffset)}`;
    }
    const angle = value.indexOf('<');
    if (angle !== -1)
      return `'<', hexadecimal value 0x3C, is an invalid attribute character.${place(text, valueOffset + angle)}`;
    const entity =
      illegalIn(text, valueOffset, valueOffset + value.length) ??
      entityProblem(text, valueOffset, valueOffset + value.length);
    if (entity !== undefined) return entity;
    if (seen.has(name)) return `'${name}' is a duplicate attribute name.${place(text, offset)}`;
    seen.add(name);
  }
  return undefined;
}

function textProblem(
  text: string,
  start: number,
  value: string,
  open: readonly Open[],
  rooted: boolean,
): string | undefined {
  const solid = value.search(/[^ \t\r\n]/);
  if (open.length === 0 && solid !== -1) {
    const illegal = illegalAt(text, start + solid);
    if (illegal !== undefined) return illegal;
    return `Data at the root level is invalid.${place(text, start + (rooted || solid > 0 ? solid : 0))}`;
  }
  const close = value.indexOf(']]>');
  if (close !== -1) return `']]>' is not allowed in character data.${place(text, start + close)}`;
  return illegalIn(text, start, start + value.length) ?? entityProblem(text, start, start + value.length);
}

function cutOff(text: string, start: number): string | undefined {
  const name = text.slice(start + 1);
  if (name.startsWith('!--')) {
    return `Unexpected end of file while parsing Comment has occurred.${place(text, text.length)}`;
  }
  return `Unexpected end of file while parsing Name has occurred.${place(text, text.length)}`;
}

function nameProblem(text: string, offset: number, name: string): string | undefined {
  const first = name === '' ? text.charAt(offset) : name.charAt(0);
  if (/[\p{L}_:!?]/u.test(first)) return undefined;
  return `Name cannot begin with the '${first}' character, ${hexadecimal(first)}.${place(text, offset)}`;
}

/** The first mistake in text that is no XML, in .NET's words; undefined when it is none of the usual ones. */
export function diagnose(text: string): string | undefined {
  if (BLANK.test(text)) return 'Root element is missing.';
  // .NET looks at the first four characters before it reads a tag.
  const first = text.search(/[^ \t\r\n]/);
  if (text.length < 4) return illegalAt(text, first) ?? `Data at the root level is invalid.${place(text, first)}`;
  const open: Open[] = [];
  let rooted = false;
  for (const match of text.matchAll(TAG)) {
    const [whole, slash, name = '', attributes = '', selfClosing] = match;
    const offset = match.index;
    if (!whole.startsWith('<')) {
      const problem = textProblem(text, offset, whole, open, rooted);
      if (problem !== undefined) return problem;
      continue;
    }
    if (whole.startsWith('<!--') && slash === undefined) {
      const illegal = illegalIn(text, offset, offset + whole.length);
      if (illegal !== undefined) return illegal;
      const dashes = whole.slice(4, -3).indexOf('--');
      if (dashes !== -1 || whole.endsWith('--->'))
        return `An XML comment cannot contain '--', and '-' cannot be the last character.${place(text, offset + 4 + Math.max(dashes, 0))}`;
      continue;
    }
    if (/^<\?xml\s/.test(whole) && offset > 0) {
      return `Unexpected XML declaration. The XML declaration must be the first node in the document, and no whitespace characters are allowed to appear before it.${place(text, offset + 2)}`;
    }
    if (slash === undefined) {
      if (/^<(?:\?[\s\S]*\?|!\[CDATA[\s\S]*|!DOCTYPE[\s\S]*)>$/.test(whole)) continue;
      return cutOff(text, offset);
    }
    if (slash === '/') {
      const last = open.pop();
      if (last === undefined) return `Unexpected end tag.${place(text, offset + 2)}`;
      if (last.name === name) continue;
      const start = place(text, last.offset + 1)
        .replace(' Line', 'line')
        .replace(',', '')
        .replace('.', '');
      return `The '${last.name}' start tag on ${start} does not match the end tag of '${name}'.${place(text, offset + 2)}`;
    }
    const problem =
      nameProblem(text, offset + 1, name) ??
      (open.length === 0 && rooted ? `There are multiple root elements.${place(text, offset + 1)}` : undefined) ??
      attributeProblem(text, offset + 1 + name.length, attributes);
    if (problem !== undefined) return problem;
    rooted = true;
    if (selfClosing !== '/') open.push({ name, offset });
  }
  if (open.length === 0) return undefined;
  const names = open.map((tag) => tag.name).reverse();
  return `Unexpected end of file has occurred. The following elements are not closed: ${names.join(', ')}.${place(text, text.length)}`;
}
