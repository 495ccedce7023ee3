import type { ClrValue } from '../../../clr-value';
import { ClrArray } from '../../collections/array';
import { argumentOutOfRange } from '../../errors';
import type { TextBuffer } from '../../text/text-buffer';
import { display } from '../../values';

export const OUTSIDE =
  'Index was out of range. Must be non-negative and less than or equal to the size of the collection.';

/** The characters of a text, a char array or another value. */
export function characters(value: ClrValue): string {
  return value instanceof ClrArray ? value.items.map(display).join('') : display(value);
}

/** Fails where an index lies outside the text. */
export function requireIndex(self: TextBuffer, index: number): void {
  if (index < 0 || index > self.text.length) throw argumentOutOfRange(OUTSIDE, 'index');
}

/** Puts text before the character at an index. */
export function insert(self: TextBuffer, index: number, text: string): TextBuffer {
  requireIndex(self, index);
  self.requireRoom(text.length, 'requiredLength');
  self.text = self.text.slice(0, index) + text + self.text.slice(index);
  return self;
}
