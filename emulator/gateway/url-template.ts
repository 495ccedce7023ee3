import { percentDecode } from './url-state';

/** An operation's URL template, ready to match. */
export interface UrlTemplate {
  readonly text: string;
  /**
   * Matches the path below the API's path.
   * @param segments path segments, still percent-encoded; empty for the API's root
   * @returns the template's parameters, decoded, or undefined when the path does not fit
   */
  match(segments: readonly string[]): Map<string, string> | undefined;
  /** Orders templates that match the same path: smaller is more specific, segment by segment literal, parameter, wildcard. */
  readonly rank: string;
  /** Query parameters the template consumes: name in the URL to name of the template parameter. */
  readonly queryParameters: ReadonlyMap<string, string>;
}

type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'pattern'; readonly pattern: RegExp; readonly names: readonly string[] }
  | { readonly kind: 'rest'; readonly name: string | undefined };

/** Compiles a template such as `/items/{id}`, `/files/*` or `/search?q={query}`. Literals match without regard to case. */
export function compileUrlTemplate(text: string): UrlTemplate {
  const [path = '', query = ''] = splitOnce(text, '?');
  const segments = pathSegments(path).map(compileSegment);
  const last = segments.at(-1);
  return {
    text,
    rank: segments
      .map((segment) => (segment.kind === 'literal' ? '0' : segment.kind === 'pattern' ? '1' : '2'))
      .join(''),
    queryParameters: new Map(
      query
        .split('&')
        .map((part) => /^([^=]+)=\{([^}]+)\}$/.exec(part))
        .flatMap((found) => (found?.[1] !== undefined && found[2] !== undefined ? [[found[1], found[2]]] : [])),
    ),
    match: (given) => {
      const fixed = last?.kind === 'rest' ? segments.length - 1 : segments.length;
      if (last?.kind === 'rest' ? given.length < fixed : given.length !== fixed) return undefined;
      const parameters = new Map<string, string>();
      for (let index = 0; index < fixed; index += 1) {
        const segment = segments[index];
        const value = percentDecode(given[index] ?? '');
        if (segment?.kind === 'literal') {
          if (value.toLowerCase() !== segment.text) return undefined;
        } else if (segment?.kind === 'pattern') {
          const found = segment.pattern.exec(value);
          if (found === null) return undefined;
          segment.names.forEach((name, group) => parameters.set(name, found[group + 1] ?? ''));
        }
      }
      if (last?.kind === 'rest' && last.name !== undefined) {
        parameters.set(last.name, given.slice(fixed).map(percentDecode).join('/'));
      }
      return parameters;
    },
  };
}

/** Splits a path at its slashes; a leading and a trailing slash make no segment of their own. */
export function pathSegments(path: string): string[] {
  const start = path.startsWith('/') ? 1 : 0;
  const end = path.endsWith('/') ? path.length - 1 : path.length;
  return end <= start ? [] : path.slice(start, end).split('/');
}

function compileSegment(text: string): Segment {
  if (text === '*') return { kind: 'rest', name: undefined };
  const rest = /^\{\*([^}]+)\}$/.exec(text);
  if (rest !== null) return { kind: 'rest', name: rest[1] };
  if (!text.includes('{')) return { kind: 'literal', text: percentDecode(text).toLowerCase() };
  const names: string[] = [];
  const source = text.replace(/\{([^}]*)\}|[^{]+/g, (piece: string, name: string | undefined) => {
    if (name === undefined) return piece.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    names.push(name);
    return '(.+?)';
  });
  return { kind: 'pattern', pattern: new RegExp(`^${source}$`, 'is'), names };
}

function splitOnce(text: string, separator: string): [string, string] {
  const at = text.indexOf(separator);
  return at < 0 ? [text, ''] : [text.slice(0, at), text.slice(at + 1)];
}
