import { readFile } from 'node:fs/promises';
import type { Tree } from 'web-tree-sitter';
import { Language, Parser } from 'web-tree-sitter';

let parser: Parser | undefined;
let loading: Promise<void> | undefined;

/**
 * Loads the C# grammar, once; later calls return the same promise. Everything that parses C# needs it first:
 * `await loadCSharp()` belongs at the start of a program or in `beforeAll` of a test.
 */
export function loadCSharp(): Promise<void> {
  loading ??= load();
  return loading;
}

async function load(): Promise<void> {
  await Parser.init();
  // Bytes, not a path: under Jest the library's own file reading fails.
  const language = await Language.load(await readFile(require.resolve('tree-sitter-c-sharp/tree-sitter-c_sharp.wasm')));
  parser = new Parser();
  parser.setLanguage(language);
}

/**
 * Parses C# and hands the tree to `use`; the tree lives in WebAssembly memory and is freed afterwards.
 *
 * @throws Error when `loadCSharp` was not awaited.
 */
export function withTree<T>(text: string, use: (tree: Tree) => T): T {
  if (parser === undefined) {
    throw new Error(
      'The C# grammar is not loaded. Call `await loadCSharp()` once before binding or linting expressions.',
    );
  }
  const tree = parser.parse(text);
  if (tree === null) {
    throw new Error('The C# parser gave no tree.');
  }
  try {
    return use(tree);
  } finally {
    tree.delete();
  }
}
