import { xmlException } from '../name';
import type { XmlCursor } from './cursor';

/** The five entities that every document has. */
const PREDEFINED: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/** Characters that entities may add to a document under LINQ to XML: XmlReaderSettings.MaxCharactersFromEntities. */
const MOST_CHARACTERS = 10_000_000;

interface Entity {
  /** What stands in quotes; undefined for an external entity. */
  readonly literal: string | undefined;
  readonly at: number;
}

/** The general entities of a document. External ones are empty, because nothing is fetched. */
export class Entities {
  private readonly declared = new Map<string, Entity>();
  private readonly texts = new Map<string, string>();
  private readonly underway = new Set<string>();
  private characters = 0;

  private constructor(private readonly cursor: XmlCursor) {}

  /** Those that a document type declares between two places of its text; the first declaration of a name counts. */
  static of(cursor: XmlCursor, start = 0, end = 0): Entities {
    const entities = new Entities(cursor);
    const subset = cursor.text.slice(start, end).replace(/<!--[\s\S]*?-->/g, (comment) => ' '.repeat(comment.length));
    const declarations = /<!ENTITY\s+([^\s%]+)\s+(?:(?:SYSTEM|PUBLIC)\b[^>]*|(["'])([\s\S]*?)\2\s*)>/g;
    for (const match of subset.matchAll(declarations)) {
      const [whole, name = '', quote, literal] = match;
      const at = start + match.index + (quote === undefined ? 0 : whole.indexOf(quote) + 1);
      if (!entities.declared.has(name)) entities.declared.set(name, { literal, at });
    }
    return entities;
  }

  /**
   * The text an entity stands for; undefined where none has the name. Throws XmlException for one that refers to itself,
   * that makes too much text, or that holds markup, which is not read here.
   *
   * @param from place of the name, for errors
   */
  textOf(name: string, from: number, isInAttribute: boolean): string | undefined {
    const predefined = PREDEFINED[name];
    if (predefined !== undefined) return predefined;
    const entity = this.declared.get(name);
    if (entity === undefined) return undefined;
    if (entity.literal === undefined) {
      if (!isInAttribute) return '';
      throw this.cursor.error(`External entity '${name}' reference cannot appear in the attribute value.`, from);
    }
    const text = this.texts.get(name) ?? this.expand(name, entity.literal, entity.at, from, isInAttribute);
    this.texts.set(name, text);
    this.characters += text.length;
    if (this.characters > MOST_CHARACTERS) {
      throw xmlException('The input document has exceeded a limit set by MaxCharactersFromEntities.');
    }
    return text;
  }

  private expand(name: string, literal: string, at: number, from: number, isInAttribute: boolean): string {
    if (this.underway.has(name)) {
      throw this.cursor.error(`General entity '${name}' references itself.`, from + name.length + 1);
    }
    this.underway.add(name);
    const source = literal.replace(
      /&#(?:x([\da-fA-F]{1,6})|(\d{1,7}));/g,
      (reference, hex?: string, decimal?: string) => {
        const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
        return code > 0x10_ffff ? reference : String.fromCodePoint(code);
      },
    );
    if (source.includes('<')) {
      throw xmlException(`The local gateway does not read markup in entities, and '${name}' holds some.`);
    }
    const text = source.replace(/&([^;&\s]*);/g, (_reference, inner: string, offset: number) => {
      const place = at + offset + 1;
      const value = this.textOf(inner, place, isInAttribute);
      if (value === undefined) throw this.cursor.error(`Reference to undeclared entity '${inner}'.`, place);
      return value;
    });
    this.underway.delete(name);
    return text;
  }
}
