import { argumentOutOfRange, notSupported } from '../errors';

/** The values of RegexOptions. */
export const Options = {
  ignoreCase: 1,
  multiline: 2,
  explicitCapture: 4,
  compiled: 8,
  singleline: 16,
  ignorePatternWhitespace: 32,
  rightToLeft: 64,
  ecmaScript: 256,
  cultureInvariant: 512,
  nonBacktracking: 1024,
} as const;

/** One more than the highest combination of flags that .NET accepts. */
const BEYOND = 2048;

const WITH_ECMASCRIPT =
  Options.ecmaScript | Options.ignoreCase | Options.multiline | Options.compiled | Options.cultureInvariant;

/** Options that a pattern can set for a part of itself, `(?imnsx-imnsx)`. */
export const INLINE_OPTIONS: Readonly<Record<string, number>> = {
  i: Options.ignoreCase,
  m: Options.multiline,
  n: Options.explicitCapture,
  s: Options.singleline,
  x: Options.ignorePatternWhitespace,
};

/** Throws ArgumentOutOfRangeException for options that .NET refuses, NotSupportedException for one it has and we lack. */
export function checkOptions(options: number): void {
  const conflicting = (options & Options.ecmaScript) !== 0 && (options & ~WITH_ECMASCRIPT) !== 0;
  if (options < 0 || options >= BEYOND || conflicting) {
    throw argumentOutOfRange('Specified argument was out of the range of valid values.', 'options');
  }
  if ((options & Options.nonBacktracking) !== 0) {
    throw notSupported(
      'RegexOptions.NonBacktracking is not implemented in the local gateway: leave it out, its step limit ends a search that takes too long.',
    );
  }
}
