/** The name closest to a wrong one: another case first, then at most two letters apart. Undefined when none is close. */
export function nearMiss(wrong: string, names: Iterable<string>): string | undefined {
  let best: string | undefined;
  let bestDistance = 3;
  for (const name of names) {
    if (name.toLowerCase() === wrong.toLowerCase()) return name;
    const distance = editDistance(wrong, name, bestDistance);
    if (distance < bestDistance) [best, bestDistance] = [name, distance];
  }
  return best;
}

/** `Did you mean "x"? ` or nothing, to start a fix with. */
export function suggest(wrong: string, names: Iterable<string>): string {
  const name = nearMiss(wrong, names);
  return name === undefined ? '' : `did you mean "${name}"? Otherwise `;
}

/** Levenshtein distance, or `limit` when it is at least that. */
function editDistance(one: string, other: string, limit: number): number {
  if (Math.abs(one.length - other.length) >= limit) return limit;
  let row = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i++) {
    const next = [i];
    for (let j = 1; j <= other.length; j++) {
      const swap = (row[j - 1] ?? 0) + (one[i - 1] === other[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    if (Math.min(...next) >= limit) return limit;
    row = next;
  }
  return row[other.length] ?? limit;
}
