import { endsWithEscape, quotedText, unclosedQuote } from './quoted-text';
import { formatError } from '../errors';

interface Parts {
  readonly negative: boolean;
  readonly days: bigint;
  readonly hours: bigint;
  readonly minutes: bigint;
  readonly seconds: bigint;
  readonly fraction: string;
}

function split(ticks: bigint): Parts {
  const size = ticks < 0n ? -ticks : ticks;
  return {
    negative: ticks < 0n,
    days: size / 864_000_000_000n,
    hours: (size / 36_000_000_000n) % 24n,
    minutes: (size / 600_000_000n) % 60n,
    seconds: (size / 10_000_000n) % 60n,
    fraction: String(size % 10_000_000n).padStart(7, '0'),
  };
}

function two(value: bigint): string {
  return String(value).padStart(2, '0');
}

function invalid(): Error {
  return formatError('Input string was not in a correct format.');
}

function field(letter: string, count: number, parts: Parts): string {
  switch (letter) {
    case 'd':
      return String(parts.days).padStart(count, '0');
    case 'h':
      return count === 1 ? String(parts.hours) : two(parts.hours);
    case 'm':
      return count === 1 ? String(parts.minutes) : two(parts.minutes);
    case 's':
      return count === 1 ? String(parts.seconds) : two(parts.seconds);
    case 'f':
      return parts.fraction.slice(0, count);
    default:
      return parts.fraction.slice(0, count).replace(/0+$/, '');
  }
}

/** How often a letter may stand in a row. */
function mostLetters(letter: string): number {
  return letter === 'd' ? 8 : letter === 'f' || letter === 'F' ? 7 : 2;
}

function custom(parts: Parts, format: string): string {
  let text = '';
  for (let index = 0; index < format.length;) {
    const letter = format[index] ?? '';
    if ('dhmsfF'.includes(letter)) {
      let count = 1;
      while (format[index + count] === letter) count += 1;
      if (count > mostLetters(letter)) throw invalid();
      text += field(letter, count, parts);
      index += count;
    } else if (letter === "'" || letter === '"') {
      const quoted = quotedText(format, index);
      if (quoted === undefined) throw endsWithEscape(format, index) ? invalid() : unclosedQuote(letter);
      text += quoted.text;
      index = quoted.end;
    } else if (letter === '\\' && index + 1 < format.length) {
      text += format[index + 1] ?? '';
      index += 2;
    } else if (letter === '%' && index + 1 < format.length && format[index + 1] !== '%') {
      // The one character after it is a format of its own.
      text += custom(parts, format[index + 1] ?? '');
      index += 2;
    } else {
      throw invalid();
    }
  }
  return text;
}

/** `TimeSpan.ToString(format)`: `c` (the default), `g`, `G` or a custom format such as `hh\:mm`. */
export function formatTimeSpan(ticks: bigint, format: string | null): string {
  const parts = split(ticks);
  const sign = parts.negative ? '-' : '';
  const clock = `${two(parts.minutes)}:${two(parts.seconds)}`;
  switch (format ?? 'c') {
    case '':
    case 'c':
    case 't':
    case 'T': {
      const days = parts.days > 0n ? `${parts.days}.` : '';
      const fraction = parts.fraction === '0000000' ? '' : `.${parts.fraction}`;
      return `${sign}${days}${two(parts.hours)}:${clock}${fraction}`;
    }
    case 'g': {
      const days = parts.days > 0n ? `${parts.days}:` : '';
      const fraction = parts.fraction.replace(/0+$/, '');
      return `${sign}${days}${parts.hours}:${clock}${fraction === '' ? '' : `.${fraction}`}`;
    }
    case 'G':
      return `${sign}${parts.days}:${two(parts.hours)}:${clock}.${parts.fraction}`;
    default:
      if (format === null || format.length < 2) throw invalid();
      return custom(parts, format);
  }
}
