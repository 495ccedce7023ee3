import type { SeededRandom } from './random';

const TOKENS = /\s+|"(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|\w+|[-+*/%&|^<>=!?]+|./gs;

/** Deletes, repeats, swaps or misspells one token between the first two and the last characters. */
export function mutateTokens(source: string, random: SeededRandom): string {
  const tokens = source.slice(2, -1).match(TOKENS) ?? [];
  if (tokens.length < 2) return source;
  const index = random.below(tokens.length - 1);
  const [token = '', next = ''] = [tokens[index], tokens[index + 1]];
  switch (random.below(4)) {
    case 0:
      tokens.splice(index, 1);
      break;
    case 1:
      // Words stay apart: the same word twice, not a longer one.
      tokens.splice(index, 0, /^\w/.test(token) ? `${token} ` : token);
      break;
    case 2:
      tokens.splice(index, 2, next, token);
      break;
    default:
      tokens.splice(index, 1, /^\w/.test(token) ? `${token}X` : `${token} `);
  }
  return `${source.slice(0, 2)}${tokens.join('')}${source.slice(-1)}`;
}
