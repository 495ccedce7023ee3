/** A piece of a custom numeric format: a place for a digit, a mark with a meaning, or text. */
export interface PictureToken {
  readonly kind: 'digit' | 'point' | 'comma' | 'exponent' | 'literal';
  readonly text: string;
}

/** What a section of a custom numeric format asks for. */
export interface Picture {
  readonly tokens: readonly PictureToken[];
  /** Places for digits, and how many of them stand before the point. */
  readonly places: number;
  readonly point: number;
  /** Whole digits that are written at least. */
  readonly required: number;
  /** Decimals that are written at least, as a negative number or 0. */
  readonly lastRequired: number;
  readonly grouped: boolean;
  readonly scientific: boolean;
  /** Powers of ten that percent signs, per mille signs and commas before the point multiply the number by. */
  readonly shift: number;
}

function tokenise(section: string): PictureToken[] {
  const tokens: PictureToken[] = [];
  for (let index = 0; index < section.length; index += 1) {
    const character = section[index] ?? '';
    const exponent = /^[eE][+-]?0+/.exec(section.slice(index));
    if (character === '0' || character === '#') tokens.push({ kind: 'digit', text: character });
    else if (character === '.') tokens.push({ kind: 'point', text: character });
    else if (character === ',') tokens.push({ kind: 'comma', text: character });
    else if (exponent !== null) {
      tokens.push({ kind: 'exponent', text: exponent[0] });
      index += exponent[0].length - 1;
    } else if (character === '\\') {
      index += 1;
      tokens.push({ kind: 'literal', text: section[index] ?? '' });
    } else if (character === "'" || character === '"') {
      const end = section.indexOf(character, index + 1);
      const stop = end === -1 ? section.length : end;
      tokens.push({ kind: 'literal', text: section.slice(index + 1, stop) });
      index = stop;
    } else tokens.push({ kind: 'literal', text: character });
  }
  return tokens;
}

/** Percent and per mille signs that are neither quoted nor escaped. */
function scaleOf(section: string): number {
  const plain = section.replace(/\\.|'[^']*'?|"[^"]*"?/gs, '');
  return 2 * (plain.split('%').length - 1) + 3 * (plain.split('\u2030').length - 1);
}

/** The parts of a format between semicolons that are not quoted. */
export function sections(format: string): string[] {
  const found = [''];
  for (const [piece] of format.matchAll(/\\.|'[^']*'?|"[^"]*"?|[^]/g)) {
    if (piece === ';') found.push('');
    else found[found.length - 1] += piece;
  }
  return found;
}

/** Reads a section of a custom numeric format. Commas group digits where a place follows, else each divides by 1000. */
export function readPicture(section: string): Picture {
  const tokens = tokenise(section);
  let places = 0;
  let point = -1;
  let firstZero = Infinity;
  let afterLastZero = 0;
  let comma = -1;
  let commas = 0;
  let grouped = false;
  for (const { kind, text } of tokens) {
    if (kind === 'digit') {
      if (text === '0') {
        firstZero = Math.min(firstZero, places);
        afterLastZero = places + 1;
      }
      places++;
    } else if (kind === 'point' && point < 0) point = places;
    else if (kind === 'comma' && places > 0 && point < 0) {
      if (comma === places) commas++;
      else {
        grouped ||= comma >= 0;
        comma = places;
        commas = 1;
      }
    }
  }
  if (point < 0) point = places;
  const divides = comma >= 0 && comma === point;
  return {
    tokens,
    places,
    point,
    required: Math.max(point - firstZero, 0),
    lastRequired: Math.min(point - afterLastZero, 0),
    grouped: grouped || (comma >= 0 && !divides),
    scientific: tokens.some(({ kind }) => kind === 'exponent'),
    shift: scaleOf(section) - (divides ? 3 * commas : 0),
  };
}
