import { ClrEnum } from '../enums';

/** Unicode's general categories in the order of System.Globalization.UnicodeCategory. */
const CATEGORIES = 'Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Cn'
  .split(' ')
  .map((name) => new RegExp(`^\\p{${name}}$`, 'u'));

/** The category of a character, of a surrogate pair or of half of one. */
export function unicodeCategory(character: string): ClrEnum {
  return new ClrEnum(
    'System.Globalization.UnicodeCategory',
    CATEGORIES.findIndex((pattern) => pattern.test(character)),
  );
}
