import type { SeededRandom } from '../random';
import { nearly } from './quote';

/** A GUID in one of its five forms. */
export function guidText(random: SeededRandom): string {
  const hex = Array.from({ length: 32 }, () => random.below(16).toString(16)).join('');
  const dashed = hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
  return nearly(random.pick([hex, dashed, dashed, `{${dashed}}`, `(${dashed})`, dashed.toUpperCase()]), random);
}
