import { ClrException } from '../clr-exception';

/** `RegexOptions` that change how a pattern is read. */
export interface RegexFlags {
  readonly ignoreCase: boolean;
  readonly multiline: boolean;
  readonly explicitCapture: boolean;
  readonly singleline: boolean;
  readonly ignoreWhitespace: boolean;
}

/** A .NET pattern as a JavaScript one, and the .NET number of each JavaScript group, whose order differs for named ones. */
export interface TranslatedRegex {
  readonly source: string;
  readonly flags: string;
  /** Group names by .NET number; unnamed groups are named by their number. */
  readonly names: readonly string[];
  /** JavaScript group index by .NET number. */
  readonly indices: readonly number[];
}

const WORD = '\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}';
const SPACE = '\\f\\n\\r\\t\\v\\x85\\p{Z}';
const END = '(?![\\s\\S])';

/** Escapes for a class of characters, without brackets. */
const CLASSES: Readonly<Record<string, string>> = { d: '\\p{Nd}', w: WORD, s: SPACE };

function problem(pattern: string, offset: number, message: string): ClrException {
  return new ClrException(
    'System.Text.RegularExpressions.RegexParseException',
    `Invalid pattern '${pattern}' at offset ${offset}. ${message}`,
  );
}

function unsupported(pattern: string, construct: string): ClrException {
  return new ClrException(
    'System.NotSupportedException',
    `The regular expression '${pattern}' uses ${construct}, which the local gateway does not implement: see docs/fidelity.md.`,
  );
}

function literal(character: string): string {
  return /[\\^$.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character;
}

/** Walks a .NET pattern once and writes the JavaScript one. */
class Translation {
  private at = 0;
  private output = '';
  private depth = 0;
  private readonly groups: (string | null)[] = [];
  private flags: RegexFlags;

  constructor(
    private readonly pattern: string,
    flags: RegexFlags,
  ) {
    this.flags = flags;
  }

  translate(): TranslatedRegex {
    while (this.at < this.pattern.length) this.step();
    if (this.depth > 0) throw problem(this.pattern, this.pattern.length, "Not enough )'s.");
    const unnamed = this.groups.flatMap((name, index) => (name === null ? [index + 1] : []));
    const named = [...new Set(this.groups.filter((name) => name !== null))];
    const indices = [0, ...unnamed, ...named.map((name) => this.groups.indexOf(name) + 1)];
    return {
      source: this.output,
      flags: `u${this.flags.ignoreCase ? 'i' : ''}`,
      names: ['0', ...unnamed.map((_, index) => String(index + 1)), ...named],
      indices,
    };
  }

  private step(): void {
    const character = this.pattern[this.at] ?? '';
    if (character === '\\') this.output += this.escape(false);
    else if (character === '[') this.output += this.characterClass();
    else if (character === '(') this.group();
    else {
      this.at += 1;
      if (character === ')') this.close();
      this.output += this.plain(character);
    }
  }

  private close(): void {
    this.depth -= 1;
    if (this.depth < 0) throw problem(this.pattern, this.at, "Too many )'s.");
  }

  private plain(character: string): string {
    const { multiline, singleline, ignoreWhitespace } = this.flags;
    if (ignoreWhitespace && /\s/.test(character)) return '';
    if (ignoreWhitespace && character === '#') {
      while (this.at < this.pattern.length && this.pattern[this.at] !== '\n') this.at += 1;
      return '';
    }
    switch (character) {
      case '.':
        return singleline ? '[\\s\\S]' : '[^\\n]';
      case '^':
        return multiline ? '(?<![^\\n])' : '(?<![\\s\\S])';
      case '$':
        return multiline ? '(?![^\\n])' : `(?=\\n?${END})`;
      case '{':
        return /^\d+(,\d*)?\}/.test(this.pattern.slice(this.at)) ? '{' : '\\{';
      case '}':
        return /\{\d+(,\d*)?$/.test(this.pattern.slice(0, this.at - 1)) ? '}' : '\\}';
      case ']':
        return '\\]';
      case '/':
        return '\\/';
      default:
        return character;
    }
  }

  private escape(inClass: boolean): string {
    const letter = this.pattern[this.at + 1];
    if (letter === undefined) throw problem(this.pattern, this.pattern.length, 'Illegal \\ at end of pattern.');
    this.at += 2;
    const rest = this.pattern.slice(this.at);
    const own = CLASSES[letter];
    if (own !== undefined) return inClass ? own : `[${own}]`;
    const negated = CLASSES[letter.toLowerCase()];
    if (negated !== undefined) {
      if (inClass) return letter === 'D' ? '\\P{Nd}' : `\\${letter}`;
      return `[^${negated}]`;
    }
    const property = /^\{(\w+)\}/.exec(rest);
    if ((letter === 'p' || letter === 'P') && property !== null) {
      this.at += property[0].length;
      return `\\${letter}{${property[1] ?? ''}}`;
    }
    if (!inClass) {
      const zeroWidth = this.zeroWidth(letter);
      if (zeroWidth !== undefined) return zeroWidth;
      const back = /^(?:<(\w+)>|'(\w+)')/.exec(rest);
      if (letter === 'k' && back !== null) {
        this.at += back[0].length;
        return `\\k<${back[1] ?? back[2] ?? ''}>`;
      }
      if (/[1-9]/.test(letter)) return `\\${letter}`;
    }
    if (letter === 'b') return '\\x08';
    if (letter === 'a') return '\\x07';
    if (letter === 'e') return '\\x1b';
    if (/[tnrfv0]/.test(letter)) return `\\${letter}`;
    const code = /^(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4}))/.exec(letter + rest);
    if (code !== null) {
      this.at += code[0].length - 1;
      return `\\u${(code[1] ?? code[2] ?? '').padStart(4, '0')}`;
    }
    if (/[A-Za-z_]/.test(letter)) throw problem(this.pattern, this.at, `Unrecognized escape sequence \\${letter}.`);
    return inClass && letter === '-' ? '\\-' : literal(letter);
  }

  private zeroWidth(letter: string): string | undefined {
    const isWord = `(?<=[${WORD}])`;
    const wordNext = `(?=[${WORD}])`;
    const noWord = `(?<![${WORD}])`;
    const noNext = `(?![${WORD}])`;
    switch (letter) {
      case 'A':
        return '(?<![\\s\\S])';
      case 'z':
        return END;
      case 'Z':
        return `(?=\\n?${END})`;
      case 'b':
        return `(?:${isWord}${noNext}|${noWord}${wordNext})`;
      case 'B':
        return `(?:${isWord}${wordNext}|${noWord}${noNext})`;
      case 'G':
        throw unsupported(this.pattern, '\\G');
      default:
        return undefined;
    }
  }

  private characterClass(): string {
    const start = this.at;
    this.at += 1;
    let text = '[';
    if (this.pattern[this.at] === '^') {
      text += '^';
      this.at += 1;
    }
    for (let first = true; ; first = false) {
      const character = this.pattern[this.at];
      if (character === undefined) throw problem(this.pattern, this.pattern.length, 'Unterminated [] set.');
      if (character === ']' && !first) break;
      if (character === '-' && this.pattern[this.at + 1] === '[' && this.at > start + 1)
        throw unsupported(this.pattern, 'character class subtraction');
      if (character === '\\') {
        text += this.escape(true);
        continue;
      }
      this.at += 1;
      text += '[]{}()|/^$.*+?'.includes(character) ? `\\${character}` : character;
    }
    this.at += 1;
    return `${text}]`;
  }

  private group(): void {
    const rest = this.pattern.slice(this.at);
    const inline = /^\(\?([imnsx]*)(?:-([imnsx]+))?\)/.exec(rest);
    if (inline !== null) {
      if (this.output !== '' || inline[2] !== undefined)
        throw unsupported(this.pattern, 'inline options that do not stand at its start');
      this.flags = withInline(this.flags, inline[1] ?? '');
      this.at += inline[0].length;
      return;
    }
    const comment = /^\(\?#[^)]*\)/.exec(rest);
    if (comment !== null) {
      this.at += comment[0].length;
      return;
    }
    this.depth += 1;
    const named = /^\(\?(?:<([A-Za-z_]\w*)>|'([A-Za-z_]\w*)')/.exec(rest);
    if (named !== null) {
      const name = named[1] ?? named[2] ?? '';
      this.groups.push(name);
      this.output += `(?<${name}>`;
      this.at += named[0].length;
      return;
    }
    const special = /^\(\?(?:[:=!]|<[=!])/.exec(rest);
    if (special !== null) {
      this.output += special[0];
      this.at += special[0].length;
      return;
    }
    if (rest.startsWith('(?')) throw unsupported(this.pattern, `the group ${rest.slice(0, 3)}`);
    this.at += 1;
    if (this.flags.explicitCapture) {
      this.output += '(?:';
      return;
    }
    this.groups.push(null);
    this.output += '(';
  }
}

function withInline(flags: RegexFlags, letters: string): RegexFlags {
  return {
    ignoreCase: flags.ignoreCase || letters.includes('i'),
    multiline: flags.multiline || letters.includes('m'),
    explicitCapture: flags.explicitCapture || letters.includes('n'),
    singleline: flags.singleline || letters.includes('s'),
    ignoreWhitespace: flags.ignoreWhitespace || letters.includes('x'),
  };
}

/**
 * Translates a .NET pattern. Throws RegexParseException for what .NET refuses too, and NotSupportedException, clearly
 * worded, for what it allows and JavaScript cannot do.
 */
export function translateRegex(pattern: string, flags: RegexFlags): TranslatedRegex {
  const translated = new Translation(pattern, flags).translate();
  try {
    RegExp(translated.source, translated.flags);
  } catch (error) {
    const detail = error instanceof Error ? error.message : '';
    throw problem(pattern, pattern.length, detail);
  }
  return translated;
}
