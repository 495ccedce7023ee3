import { ReferenceObject } from '../reference-object';
import type { Run } from '../run';
import { compilePattern } from './compile-pattern';
import type { GroupTable } from './group-table';
import { Matcher } from './matcher';
import { checkOptions, Options } from './options';
import type { Program } from './program';
import { ClrMatch } from './results';

/** Compiled patterns that are kept for the next evaluation. */
const CACHE_SIZE = 64;

const cache = new Map<string, Program>();

function program(pattern: string, options: number): Program {
  const key = `${options}:${pattern}`;
  const known = cache.get(key);
  if (known !== undefined) return known;
  const compiled = compilePattern(pattern, options);
  const oldest = cache.size < CACHE_SIZE ? undefined : cache.keys().next().value;
  if (oldest !== undefined) cache.delete(oldest);
  cache.set(key, compiled);
  return compiled;
}

/** A System.Text.RegularExpressions.Regex. Positions in the input default to where its direction begins. */
export class ClrRegex extends ReferenceObject {
  readonly clrType = 'System.Text.RegularExpressions.Regex';
  private readonly program: Program;

  /**
   * Throws RegexParseException for a pattern and ArgumentOutOfRangeException for options that .NET refuses.
   *
   * @param options a `RegexOptions` value
   */
  constructor(
    readonly pattern: string,
    readonly options: number,
  ) {
    super();
    checkOptions(options);
    this.program = program(pattern, options);
  }

  override toClrString(): string {
    return this.pattern;
  }

  get groups(): GroupTable {
    return this.program.groups;
  }

  get rightToLeft(): boolean {
    return (this.options & Options.rightToLeft) !== 0;
  }

  isMatch(run: Run, input: string, start = this.beginning(input)): boolean {
    return new Matcher(this.program, input, run).find(start) !== undefined;
  }

  match(run: Run, input: string, start = this.beginning(input)): ClrMatch {
    return this.search(run, input, input, start, 0);
  }

  /** The first match in a part of the input, beyond which nothing is seen. */
  matchWithin(run: Run, input: string, beginning: number, length: number): ClrMatch {
    const part = input.slice(beginning, beginning + length);
    return this.search(run, input, part, this.beginning(part), beginning);
  }

  /** Matches that do not overlap, in the order in which they are found. */
  *matches(run: Run, input: string, start = this.beginning(input)): Generator<ClrMatch> {
    const matcher = new Matcher(this.program, input, run);
    const [step, last] = this.rightToLeft ? [-1, 0] : [1, input.length];
    for (let at = start; ;) {
      const found = matcher.find(at);
      if (found === undefined) return;
      const match = ClrMatch.of(found, this, input);
      yield match;
      at = this.rightToLeft ? match.index : match.index + match.value.length;
      if (match.value !== '') continue;
      if (at === last) return;
      at += step;
    }
  }

  private search(run: Run, input: string, part: string, start: number, offset: number): ClrMatch {
    const found = new Matcher(this.program, part, run).find(start);
    return found === undefined ? ClrMatch.failed : ClrMatch.of(found, this, input, offset);
  }

  private beginning(input: string): number {
    return this.rightToLeft ? input.length : 0;
  }
}
