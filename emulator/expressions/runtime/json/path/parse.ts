import type { ClrException } from '../../../clr-exception';
import { outsideArray } from '../../errors';
import { double } from '../../numbers/numbers';
import { parseNumber, tryParseNumber } from '../../numbers/parse-number';
import { JValue } from '../value';
import type { Query, QueryOperator, Side } from './query';
import type { JsonPath, PathStep } from './json-path';
import { PathText, problem } from './path-text';

const OPEN_INDEXER = 'Path ended with open indexer.';
const OPEN_QUERY = 'Path ended with open query.';

const OPERATORS: readonly (readonly [string, QueryOperator])[] = [
  ['===', '==='],
  ['==', '=='],
  ['=~', '=~'],
  ['!==', '!=='],
  ['!=', '!='],
  ['<>', '!='],
  ['<=', '<='],
  ['<', '<'],
  ['>=', '>='],
  ['>', '>'],
];

function toInt32(text: string): number {
  return Number(parseNumber(text, 'System.Int32'));
}

/** A composed query while it is read: `&&` and `||` nest to the right as they come. */
interface Composition {
  root: Query | null;
  innermost: Extract<Query, { kind: 'and' | 'or' }> | null;
}

/** Reads a JSON path as Newtonsoft's JPath does, with its errors. */
class PathParser extends PathText {
  parse(): JsonPath {
    this.skipSpaces();
    if (this.at === this.text.length) return [];
    let start = 0;
    if (this.here() === '$') {
      if (this.text.length === 1) return [];
      const next = this.text[this.at + 1];
      if (next === undefined) throw outsideArray();
      if (next === '.' || next === '[') {
        this.at += 1;
        start = this.at;
      }
    }
    const steps: PathStep[] = [];
    if (this.readPath(steps, start, false)) return steps;
    const stopped = this.at;
    this.skipSpaces();
    if (this.at < this.text.length)
      throw problem(`Unexpected character while parsing path: ${this.text[stopped] ?? ''}`);
    return steps;
  }

  /** Reads steps; answers whether the text ended with them. */
  private readPath(steps: PathStep[], from: number, inQuery: boolean): boolean {
    let start = from;
    let [scan, afterIndexer, afterDot] = [false, false, false];
    const addName = (): void => {
      const member = this.text.slice(start, this.at).trimEnd();
      const name = member === '*' ? null : member;
      steps.push(scan ? { kind: 'scan', names: name === null ? null : [name] } : { kind: 'field', name });
    };
    reading: while (this.at < this.text.length) {
      const character = this.here();
      switch (character) {
        case '[':
        case '(':
          if (this.at > start) {
            addName();
            scan = false;
          }
          steps.push(this.readIndexer(character === '[' ? ']' : ')', scan));
          scan = false;
          this.at += 1;
          start = this.at;
          [afterIndexer, afterDot] = [true, false];
          break;
        case ']':
        case ')':
        case ' ':
          break reading;
        case '.':
          if (this.at > start) {
            addName();
            scan = false;
          }
          if (this.text[this.at + 1] === '.') {
            scan = true;
            this.at += 1;
          }
          this.at += 1;
          start = this.at;
          [afterIndexer, afterDot] = [false, true];
          break;
        default:
          if (inQuery && '=<!>|&'.includes(character)) break reading;
          if (afterIndexer) throw problem(`Unexpected character following indexer: ${character}`);
          this.at += 1;
      }
    }
    const atEnd = this.at === this.text.length;
    if (this.at > start) addName();
    else if (afterDot && (atEnd || inQuery)) throw problem('Unexpected end while parsing path.');
    return atEnd;
  }

  private readIndexer(close: string, scan: boolean): PathStep {
    this.at += 1;
    this.requireMore(OPEN_INDEXER);
    this.skipSpaces();
    const first = this.here();
    if (first === "'") return this.readNames(close, scan);
    return first === '?' ? this.readQueryStep(close, scan) : this.readIndices(close);
  }

  private readNames(close: string, scan: boolean): PathStep {
    const names: string[] = [];
    while (this.at < this.text.length) {
      names.push(this.readQuoted());
      this.skipSpaces();
      this.requireMore(OPEN_INDEXER);
      const character = this.here();
      if (character === close) {
        if (scan) return { kind: 'scan', names };
        return names.length > 1 ? { kind: 'fields', names } : { kind: 'field', name: names[0] ?? '' };
      }
      if (character !== ',') throw problem(`Unexpected character while parsing path indexer: ${character}`);
      this.at += 1;
      this.skipSpaces();
    }
    throw problem(OPEN_INDEXER);
  }

  private readIndices(close: string): PathStep {
    let [start, end, colons] = [this.at, -1, 0];
    const indices: number[] = [];
    const bounds: (number | null)[] = [null, null, null];
    const number = (): string => this.text.slice(start, end === -1 ? this.at : end);
    const required = (): number => {
      if (number() === '') throw problem('Array index expected.');
      return toInt32(number());
    };
    const restart = (): void => {
      this.at += 1;
      this.skipSpaces();
      [start, end] = [this.at, -1];
    };
    while (this.at < this.text.length) {
      const character = this.here();
      if (character === ' ') {
        end = this.at;
        this.skipSpaces();
      } else if (character === close) {
        if (indices.length === 0 && colons > 0) {
          if (number() !== '') bounds[Math.min(colons, 2)] = toInt32(number());
          const [first = null, last = null, step = null] = bounds;
          return { kind: 'slice', start: first, end: last, step };
        }
        const index = required();
        return indices.length === 0 ? { kind: 'index', index } : { kind: 'indices', indices: [...indices, index] };
      } else if (character === ',') {
        indices.push(required());
        restart();
      } else if (character === '*') {
        this.at += 1;
        this.requireMore(OPEN_INDEXER);
        this.skipSpaces();
        if (this.here() !== close) throw problem(`Unexpected character while parsing path indexer: ${character}`);
        return { kind: 'index', index: null };
      } else if (character === ':') {
        if (number() !== '') bounds[Math.min(colons, 2)] = toInt32(number());
        colons += 1;
        restart();
      } else if (end !== -1 || !/[\p{Nd}-]/u.test(character)) {
        throw problem(`Unexpected character while parsing path indexer: ${character}`);
      } else this.at += 1;
    }
    throw problem(OPEN_INDEXER);
  }

  private readQueryStep(close: string, scan: boolean): PathStep {
    this.at += 1;
    this.requireMore(OPEN_INDEXER);
    if (this.here() !== '(') throw problem(`Unexpected character while parsing path indexer: ${this.here()}`);
    this.at += 1;
    const query = this.readQuery();
    this.at += 1;
    this.requireMore(OPEN_INDEXER);
    this.skipSpaces();
    if (this.here() !== close) throw problem(`Unexpected character while parsing path indexer: ${this.here()}`);
    return { kind: 'query', query, scan };
  }

  private readQuery(): Query {
    const composition: Composition = { root: null, innermost: null };
    while (this.at < this.text.length) {
      const part = this.readComparison();
      const next = this.here();
      if (next === ')') {
        composition.innermost?.parts.push(part);
        return composition.root ?? part;
      }
      if (next === '&' || next === '|') this.compose(composition, next, part);
    }
    throw problem(OPEN_QUERY);
  }

  private compose(composition: Composition, sign: '&' | '|', part: Query): void {
    if (!this.match(sign + sign)) throw this.unexpected();
    const kind = sign === '&' ? 'and' : 'or';
    if (composition.innermost?.kind !== kind) {
      const inner: Composition['innermost'] = { kind, parts: [] };
      composition.innermost?.parts.push(inner);
      composition.innermost = inner;
      composition.root ??= inner;
    }
    composition.innermost.parts.push(part);
  }

  private readComparison(): Query {
    const left = this.readSide();
    if (')|&'.includes(this.here())) return { kind: 'exists', side: left };
    if (this.at + 1 >= this.text.length) throw problem(OPEN_QUERY);
    const found = OPERATORS.find(([word]) => this.match(word));
    if (found === undefined) throw problem('Could not read query operator.');
    return { kind: 'comparison', operator: found[1], left, right: this.readSide() };
  }

  private readSide(): Side {
    this.skipSpaces();
    const side = this.readSidePath() ?? this.readSideValue();
    if (side === undefined) throw this.unexpected();
    this.skipSpaces();
    this.requireMore(OPEN_QUERY);
    return side;
  }

  private readSidePath(): Side | undefined {
    const first = this.here();
    if (first !== '$' && first !== '@') return undefined;
    const path: PathStep[] = first === '$' ? [{ kind: 'root' }] : [];
    this.at += 1;
    if (this.readPath(path, this.at, true)) throw problem(OPEN_QUERY);
    return { path };
  }

  private readSideValue(): Side | undefined {
    const first = this.here();
    if (first === "'") return { value: new JValue('String', this.readQuoted()) };
    if (first === '/') return { value: new JValue('String', this.readRegex()) };
    if (/[\p{Nd}-]/u.test(first)) return this.readSideNumber();
    if (first === 't' && this.match('true')) return { value: new JValue('Boolean', true) };
    if (first === 'f' && this.match('false')) return { value: new JValue('Boolean', false) };
    return first === 'n' && this.match('null') ? { value: JValue.null() } : undefined;
  }

  private readSideNumber(): Side | undefined {
    const start = this.at;
    while (this.at < this.text.length && this.here() !== ' ' && this.here() !== ')') this.at += 1;
    if (this.at >= this.text.length) return undefined;
    const text = this.text.slice(start, this.at);
    const isReal = /[.eE]/.test(text);
    const parsed = tryParseNumber(text, isReal ? 'System.Double' : 'System.Int64');
    if (!('value' in parsed)) return undefined;
    return { value: new JValue(isReal ? 'Float' : 'Integer', parsed.value ?? double(0)) };
  }

  private unexpected(): ClrException {
    return problem(`Unexpected character while parsing path query: ${this.here()}`);
  }
}

/** Parses a JSON path; throws JsonException for one that Newtonsoft does not read. */
export function parsePath(text: string): JsonPath {
  return new PathParser(text).parse();
}
