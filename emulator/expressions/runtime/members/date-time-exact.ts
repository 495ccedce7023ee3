import type { ClrValue } from '../../clr-value';
import type { ClrArray } from '../collections/array';
import { ClrDateTimeOffset, ClrTimeSpan } from '../dates/date-time';
import { ClrException } from '../../clr-exception';
import { argumentNull, formatError } from '../errors';
import { withRun } from '../member';
import type { Member, MemberTable } from '../member';
import type { Ref } from '../member';
import { parseExact } from '../dates/parse-exact';
import { notASpan, parseSpanExact } from '../dates/parse-span-exact';
import type { Run } from '../run';
import { today } from './moments';

const OFFSET = 'System.DateTimeOffset';
const SPAN = 'System.TimeSpan';
const TEXT = 'System.String';
const PROVIDER = 'System.IFormatProvider';

type Formats = string | null | ClrArray;
/** Reads a text that has exactly one format; throws ClrException. */
type Exact = (run: Run, text: string, format: string) => ClrValue;

function offset(run: Run, text: string, format: string): ClrDateTimeOffset {
  const parsed = parseExact(text, format, today(run));
  if ('failure' in parsed) throw parsed.failure;
  return new ClrDateTimeOffset(parsed.ticks, parsed.offsetMinutes ?? 0);
}

function span(_run: Run, text: string, format: string): ClrTimeSpan {
  const parsed = parseSpanExact(text, format);
  if (parsed instanceof ClrException) throw parsed;
  return new ClrTimeSpan(parsed);
}

/** Tries each of several formats. */
function any(exact: Exact, run: Run, text: string, formats: ClrArray, mismatch: ClrException): ClrValue {
  if (formats.items.length === 0) throw formatError('No format specifiers were provided.');
  for (const format of formats.items) {
    run.tick();
    if (format === null || format === '') throw formatError("Format specifier '' was invalid.");
    try {
      return exact(run, text, String(format as string));
    } catch (error) {
      if (!(error instanceof ClrException)) throw error;
    }
  }
  throw mismatch;
}

interface Kind {
  readonly type: string;
  readonly styles: string;
  readonly exact: Exact;
  readonly fallback: ClrValue;
  /** What a null array of formats throws. */
  readonly noFormats: () => ClrException;
  readonly mismatch: (text: string) => ClrException;
}

const OFFSETS: Kind = {
  type: OFFSET,
  styles: 'System.Globalization.DateTimeStyles',
  exact: offset,
  fallback: new ClrDateTimeOffset(0n, 0),
  noFormats: () =>
    new ClrException(
      'System.ArgumentNullException',
      'String reference not set to an instance of a String.',
      null,
      'formats',
    ),
  mismatch: (text) => formatError(`String '${text}' was not recognized as a valid DateTime.`),
};
const SPANS: Kind = {
  type: SPAN,
  styles: 'System.Globalization.TimeSpanStyles',
  exact: span,
  fallback: new ClrTimeSpan(0n),
  noFormats: () => argumentNull('formats'),
  mismatch: notASpan,
};

function parse(kind: Kind, many: boolean, run: Run, text: string | null, formats: Formats): ClrValue {
  if (text === null) throw argumentNull('input');
  if (typeof formats === 'string') {
    if (text === '' && kind === OFFSETS) throw kind.mismatch(text);
    return kind.exact(run, text, formats);
  }
  if (formats === null) throw many ? kind.noFormats() : argumentNull('format');
  if (text === '') throw kind.mismatch(text);
  return any(kind.exact, run, text, formats, kind.mismatch(text));
}

function membersOf(kind: Kind): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (const formats of [TEXT, `${TEXT}[]`])
    for (const styles of ['', `,${kind.styles}`]) {
      const parameters = `${TEXT},${formats},${PROVIDER}${styles}`;
      const many = formats !== TEXT;
      members[`M:${kind.type}.ParseExact(${parameters})`] = withRun((run: Run, text: string | null, given: Formats) =>
        parse(kind, many, run, text, given),
      );
      members[`M:${kind.type}.TryParseExact(${parameters},${kind.type}@)`] = withRun(
        (run: Run, text: string | null, given: Formats, ...rest: unknown[]) => {
          const result = rest.at(-1) as Ref;
          try {
            result.value = parse(kind, many, run, text, given);
            return true;
          } catch (error) {
            if (!(error instanceof ClrException)) throw error;
            result.value = kind.fallback;
            return false;
          }
        },
      );
    }
  return members;
}

/** ParseExact and TryParseExact of DateTimeOffset and TimeSpan. Styles can only be 0: their enums are not in the allow-list. */
export const DATE_TIME_EXACT_MEMBERS: MemberTable = { ...membersOf(OFFSETS), ...membersOf(SPANS) };
