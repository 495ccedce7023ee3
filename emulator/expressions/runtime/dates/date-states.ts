/** What a token means next to the separator after it: `NumberTime` is a number before a colon. */
export type TokenClass = (typeof CLASSES)[number];

const CLASSES = [
  'End',
  'NumberEnd',
  'NumberAmPm',
  'NumberSpace',
  'NumberDate',
  'NumberTime',
  'MonthEnd',
  'MonthSpace',
  'MonthDate',
  'DateSuffix',
  'TimeSuffix',
  'DayOfWeek',
  'YearSpace',
  'YearDate',
  'YearEnd',
  'Zone',
  'Era',
] as const;

/** Before anything of a date or a time was read. */
export const START = '.';

/**
 * What follows which token, in the order of `CLASSES`, as `DateTime.Parse` goes on. A state spells what was read: `n` a number,
 * `M` a month, `Y` a year, `/` and `:` separators, `D` and `T` a number with its suffix. One that begins with `!` ends a
 * date or, with `:`, a time. `-` refuses the text.
 */
const TABLE: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  [
    '.    | . - !N: n n/ n: - M M D T . Y Y - . .',
    'n    | - !NN !NN: nn n/n/ - !NM nM Mn/ nD - n Yn Yn/ !YN n n',
    'nn   | !NN !NNN !NNN: !NNN - n: !MNN !MNN - - T nn !NNY - !NNY nn nn',
    'n/   | - !NN - n/n n/n/ - !NM Mn Mn/ - - n/ Yn Yn/ !YN - n/',
    'n/n  | !NN !NNN !N: !NNN - n: !MNN !MNN - !D T n/n !NNY - !NNY - n/n',
    'n/n/ | - !NNN !NNN !NNN - - !MNN !MNN - !D - n/n/ !NNY - !NNY - n/n/',
    'M    | - !MN - Mn Mn/ - - - - - - M YM YM/ !YM - M',
    'Mn   | !MN !MNN !MNN !MNN - n: - - - !D T Mn !YMN - !YMN - Mn',
    'nM   | !NM !MNN !MNN !MNN - n: - - - !D T nM !YMN - !YMN - nM',
    'Mn/  | - !MNN - !MNN - - - - - - - Mn/ !YMN - !YMN - Mn/',
    'nD   | !ND !NND !NND !NND - n: - - - nD T nD - - - - nD',
    'Y    | - !YN - Yn Yn/ - !YM YM YM/ YM - Y - - - - Y',
    'Yn   | !YN !YNN !YNN !YNN - - !YMN !YMN - - - Yn - - - - Yn',
    'Yn/  | - !YNN !YNN !YNN - - !YMN !YMN - - - Yn - - - - Yn',
    'YM   | !YM !YMN !YMN !YMN - - - - - - - YM - - - - YM',
    'YM/  | - !YMN !YMN !YMN - - - - - - - YM - - - - YM',
    'D    | !D !DN !N: n: - n: - - - D T D - - - - D',
    'T    | !T !T !T n: n/ - - - - D T T - - - T T',
    'n:   | - !NN: !NN: !NN: - n:n: !NM nM - - T - - - - n: n:',
    'n:n: | - !NNN: !NNN: !NNN: - - - - - - T n:n: - - - n:n: n:n:',
  ].map((row) => {
    const [state = '', nexts = ''] = row.split('|').map((part) => part.trim());
    return [state, nexts.split(' ')];
  }),
);

/** The state after a token; undefined where none is. */
export function nextState(state: string, token: TokenClass): string | undefined {
  const next = TABLE[state]?.[CLASSES.indexOf(token)];
  return next === '-' ? undefined : next;
}

/** Whether a date or a time ends with this state. */
export function isTerminal(state: string | undefined): boolean {
  return state?.startsWith('!') === true;
}
