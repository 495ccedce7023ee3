/** Turns a type in documentation-comment notation, `System.Nullable{System.Int32}`, into its reflection name. */
export function reflectionFromId(id: string): string {
  const brace = id.indexOf('{');
  if (brace === -1 || !id.endsWith('}')) return id;
  const inner = id.slice(brace + 1, -1);
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index <= inner.length; index += 1) {
    const character = inner[index];
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    if (index === inner.length || (character === ',' && depth === 0)) {
      parts.push(reflectionFromId(inner.slice(start, index)));
      start = index + 1;
    }
  }
  return `${id.slice(0, brace)}\`${parts.length}[${parts.join(',')}]`;
}
