import { block, CSharpCode } from '../language/expressions/template';

/**
 * Writes C# statements as a policy expression, `@{...}`, indented by two blanks, so that neither the depth they have in
 * TypeScript nor the one at which they were inserted shows in the document. Every path has to return. No verbatim
 * strings: their lines would move too.
 */
export function codeBlock(statements: CSharpCode): string {
  const lines = statements.text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  let depth = 1;
  const indented = lines.map((line) => {
    const closes = /^[})]/.test(line) ? 1 : 0;
    const text = `${'  '.repeat(Math.max(depth - closes, 1) + (/^(?:\+|&&|\|\|)/.test(line) ? 1 : 0))}${line}`;
    depth += count(line, '{') - count(line, '}');
    return text;
  });
  return block(new CSharpCode(`\n${indented.join('\n')}`));
}

/** Brackets outside of strings. */
function count(line: string, bracket: '{' | '}'): number {
  return line.replace(/"(?:[^"\\]|\\.)*"/g, '').split(bracket).length - 1;
}
