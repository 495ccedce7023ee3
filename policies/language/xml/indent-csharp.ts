import { pieces } from '../expressions/lexical';

/** A line of C#: where it starts, and how many levels it stands in. Lines that start inside a string have no level. */
interface Line {
  readonly start: number;
  readonly level: number | undefined;
}

/**
 * Indents the lines of an expression after its brackets: `indent` and then `step` per level, one more for a line that
 * goes on from the one before. Lines that start inside a string stay as they are, so the meaning does too.
 */
export function indentCSharp(code: string, indent: string, step: string): string {
  const lines = levels(code);
  return lines
    .map(({ start, level }, index) => {
      const end = lines[index + 1]?.start ?? code.length;
      const text = code.slice(start, end).replace(/\r?\n$/, '');
      if (level === undefined || index === 0) return trimsEnd(lines[index + 1]) ? text.trimEnd() : text;
      const line = trimsEnd(lines[index + 1]) ? text.trim() : text.trimStart();
      return line === '' ? '' : indent + step.repeat(level) + line;
    })
    .join('\n');
}

/** White space at the end of a line belongs to a string when the next line starts inside it. */
function trimsEnd(next: Line | undefined): boolean {
  return next === undefined || next.level !== undefined;
}

function levels(code: string): readonly Line[] {
  const lines: Line[] = [{ start: 0, level: 0 }];
  /** For each open bracket, the level of the line it opened on. */
  const open: number[] = [];
  let level = 0;
  let atStart = false;
  let last = '';
  for (const { kind, start, end } of pieces(code, 1)) {
    for (let offset = start; offset < end; offset++) {
      const char = code.charAt(offset);
      if (char === '\n') {
        const inside = kind !== 'code' && offset + 1 < end;
        lines.push({ start: offset + 1, level: inside ? undefined : 0 });
        atStart = !inside;
      } else if (kind === 'code') {
        if (/\s/.test(char)) continue;
        if (atStart) {
          level = levelOf(code, offset, open, last);
          lines.splice(-1, 1, { start: lines.at(-1)?.start ?? 0, level });
          atStart = false;
        }
        if ('([{'.includes(char)) open.push(level);
        if (')]}'.includes(char)) open.pop();
        last = char;
      } else if (atStart) {
        level = levelOf(code, offset, open, last);
        lines.splice(-1, 1, { start: lines.at(-1)?.start ?? 0, level });
        atStart = false;
      }
    }
    if (kind === 'text') last = '"';
    if (open.length === 0) break;
  }
  return lines;
}

function levelOf(code: string, offset: number, open: readonly number[], last: string): number {
  const closers = /^[)\]}\s]*/.exec(code.slice(offset))?.[0].split('\n')[0]?.replace(/\s/g, '').length ?? 0;
  if (closers > 0) return open.at(-closers) ?? 0;
  const inner = (open.at(-1) ?? -1) + 1;
  const goesOn = !';{}([,:'.includes(last) && code.charAt(offset) !== '{';
  return inner + (goesOn ? 1 : 0);
}
