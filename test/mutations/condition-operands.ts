/**
 * Splits the C# of a condition at its outermost `||`, as far as the conditions of checks need it: brackets and plain
 * strings are respected.
 * @returns the operands; one, when there is no such operator
 */
export function orOperands(condition: string): string[] {
  const operands: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < condition.length; index++) {
    const char = condition[index];
    if (char === '"') {
      index = endOfString(condition, index);
    } else if (char === '(' || char === '[') {
      depth++;
    } else if (char === ')' || char === ']') {
      depth--;
    } else if (depth === 0 && condition.startsWith('||', index)) {
      operands.push(condition.slice(start, index).trim());
      start = index + 2;
      index++;
    }
  }
  return [...operands, condition.slice(start).trim()];
}

/** Index of the quote that ends the string that starts here. */
function endOfString(text: string, start: number): number {
  for (let index = start + 1; index < text.length; index++) {
    if (text[index] === '\\') {
      index++;
    } else if (text[index] === '"') {
      return index;
    }
  }
  return text.length;
}
