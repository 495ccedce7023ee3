import type { Dotnet } from '../dotnet';
import { compare, ourAnswer } from './compare';
import type { Comparison, Verdict } from './compare';
import { generateCases } from './generate-cases';
import type { GeneratedCase } from './generate-cases';
import { simplestValue } from './generator';
import { reductions, render } from './node';
import type { Node } from './node';

const BATCH = 500;
const MOST_ROUNDS = 12;
const MOST_CANDIDATES = 40;

/** A case with both answers; in a result, one that .NET answers differently. */
export interface Difference extends Comparison {
  readonly item: GeneratedCase;
}

/** What a run found. */
export interface FuzzResult {
  readonly counts: Readonly<Record<Verdict, number>>;
  /** How many of the cases compile in .NET. */
  readonly compiled: number;
  readonly differences: readonly Difference[];
  /** Missing members and in how many cases they stand. */
  readonly missing: ReadonlyMap<string, number>;
}

/** Answers cases with both engines at the same time. */
async function compareAll(dotnet: Dotnet, items: readonly GeneratedCase[]): Promise<Difference[]> {
  // .NET has no seam for its clock, and DateTime.Parse("12:30") takes the day from it: our clock stands where .NET's does.
  const now = new Date().toISOString();
  const cases = items.map(({ id, expression, context }) => ({ id, expression, context: { ...context, now } }));
  const asked = dotnet.answer(cases);
  const ours = cases.map(ourAnswer);
  const theirs = await asked;
  return items.flatMap((item, index) => {
    const [left, right] = [ours[index], theirs[index]];
    return left === undefined || right === undefined ? [] : [{ item, ...compare(item, left, right) }];
  });
}

/**
 * Generates `count` cases and compares both engines.
 *
 * @param progress called after each batch with the number of cases done
 * @param seen called with each answered case
 */
export async function fuzz(
  dotnet: Dotnet,
  { seed, from, count }: { readonly seed: string; readonly from: number; readonly count: number },
  progress: (done: number, differences: number) => void,
  seen: (result: Difference) => void = () => undefined,
): Promise<FuzzResult> {
  const counts = { same: 0, notAllowed: 0, notImplemented: 0, different: 0 };
  const missing = new Map<string, number>();
  const differences: Difference[] = [];
  let compiled = 0;
  for (let done = 0; done < count; done += BATCH) {
    const items = generateCases(seed, from + done, Math.min(BATCH, count - done));
    for (const result of await compareAll(dotnet, items)) {
      counts[result.verdict]++;
      seen(result);
      if (!('compileError' in result.theirs)) compiled++;
      if (result.verdict === 'different') differences.push(result);
      for (const id of result.missing) missing.set(id, (missing.get(id) ?? 0) + 1);
    }
    progress(Math.min(done + BATCH, count), differences.length);
  }
  return { counts, compiled, differences, missing };
}

/** The kind of difference, so that a smaller case is taken only where it shows the same one. */
function kindOf({ ours, theirs }: Comparison): string {
  return [ours, theirs]
    .map((answer) => ('compileError' in answer ? 'compile' : 'error' in answer ? answer.error : 'value'))
    .join();
}

function candidates(difference: Difference): GeneratedCase[] {
  const nodes = new Map(reductions(difference.item.node, simplestValue).map((node) => [render(node), node] as const));
  return [...nodes]
    .sort(([left], [right]) => left.length - right.length)
    .filter(
      (_, index, all) => index < MOST_CANDIDATES / 2 || index % Math.ceil((2 * all.length) / MOST_CANDIDATES) === 0,
    )
    .map(([expression, node]: readonly [string, Node]) => ({ ...difference.item, expression, node }));
}

/** Makes the cases smaller, step by step, as long as they still show the same kind of difference. */
export async function shrink(dotnet: Dotnet, differences: readonly Difference[]): Promise<Difference[]> {
  const smallest = [...differences];
  let active = [...smallest.keys()];
  for (let round = 0; round < MOST_ROUNDS && active.length > 0; round++) {
    const tried = active.flatMap((index) => {
      const current = smallest[index];
      return current === undefined ? [] : candidates(current).map((item) => ({ index, item }));
    });
    const results = await compareAll(
      dotnet,
      tried.map(({ item }) => item),
    );
    const smaller = new Set<number>();
    results.forEach((result, position) => {
      const index = tried[position]?.index ?? 0;
      const current = smallest[index];
      if (smaller.has(index) || result.verdict !== 'different' || current === undefined) return;
      if (kindOf(result) !== kindOf(current)) return;
      smallest[index] = result;
      smaller.add(index);
    });
    active = [...smaller];
  }
  return smallest;
}
