import BLOCKS from './unicode-blocks.json';

/** Answers whether a UTF-16 code unit belongs to a class of characters. */
export type UnitTest = (unit: number) => boolean;

const CATEGORIES = new Set(
  'C Cc Cf Cn Co Cs L Ll Lm Lo Lt Lu M Mc Me Mn N Nd Nl No P Pc Pd Pe Pf Pi Po Ps S Sc Sk Sm So Z Zl Zp Zs'.split(' '),
);

/** A test of single UTF-16 units by a JavaScript character class. */
export function unitTest(characterClass: string): UnitTest {
  const expression = new RegExp(`^[${characterClass}]$`, 'u');
  return (unit) => expression.test(String.fromCharCode(unit));
}

/** `\w`. */
export const isWordUnit = unitTest('\\p{L}\\p{Mn}\\p{Nd}\\p{Pc}');

/** `\s`: what Char.IsWhiteSpace calls white space. */
export const isSpaceUnit = unitTest('\\t-\\r\\x85\\p{Z}');

/** `\d`. */
export const isDigitUnit = unitTest('\\p{Nd}');

/** The characters between which `\b` sees no boundary, and of which names of groups consist. */
export function isBoundaryWordUnit(unit: number): boolean {
  return isWordUnit(unit) || unit === 0x200c || unit === 0x200d;
}

/** The test for `\p{name}`: a general category or a named block; undefined when .NET knows none of that name. */
export function propertyTest(name: string, ignoreCase: boolean): UnitTest | undefined {
  if (ignoreCase && /^L[ult]$/.test(name)) return unitTest('\\p{Lu}\\p{Ll}\\p{Lt}');
  if (CATEGORIES.has(name)) return unitTest(`\\p{${name}}`);
  const block = Object.hasOwn(BLOCKS, name) ? BLOCKS[name as keyof typeof BLOCKS] : undefined;
  if (block === undefined) return undefined;
  const [first = 0, last = 0] = block.split('-').map((hex) => Number.parseInt(hex, 16));
  return (unit) => unit >= first && unit <= last;
}
