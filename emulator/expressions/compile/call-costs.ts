/**
 * Steps that a call of a member counts, by the beginning of its documentation id: about as many rounds of an empty loop as
 * fit into the time it takes, so that a loop with slow calls ends as soon as one with fast ones. The first that fits counts.
 */
const COSTS: readonly (readonly [RegExp, number])[] = [
  [/^M:System\.Security\.Cryptography\.RSA\./, 20_000],
  [/^M:System\.Security\.Cryptography\.|^M:PolicyExtensions\./, 20],
  [/^[MP]:(?:System\.(?:DateTime|DateTimeOffset|TimeZone\w*|Uri|Xml\.\w+|Text\.RegularExpressions)|Newtonsoft)\./, 10],
  [/^M:/, 1],
];

/** Members that read all of a text or of bytes, and how much of it they read in the time of a step. */
const READERS: readonly (readonly [RegExp, number])[] = [
  [/^M:System\.Security\.Cryptography\./, 256],
  [/^M:System\.String\.(?:Compare|Contains|EndsWith|Equals|IndexOf|LastIndexOf|Replace|Split|Trim)/, 8192],
];

function firstOf(table: readonly (readonly [RegExp, number])[], id: string, otherwise: number): number {
  return table.find(([pattern]) => pattern.test(id))?.[1] ?? otherwise;
}

/** Steps that one call of a member counts; 0 for what is as fast as an operator. */
export function stepsOfCall(id: string): number {
  return firstOf(COSTS, id, 0);
}

/** Characters or bytes of its operands that a member reads in the time of a step; Infinity where that does not matter. */
export function unitsReadPerStep(id: string): number {
  return firstOf(READERS, id, Infinity);
}
