/** A reference in a Terraform file. */
export interface Reference {
  /** `azurerm_subnet.a`, `data.azurerm_client_config.c`, `var.secret` */
  readonly address: string;
  /** First attribute that is asked of it; undefined for a variable or the whole resource. */
  readonly attribute: string | undefined;
}

/** Roots that no block of the file declares. */
const BUILT_IN: ReadonlySet<string> = new Set(['path', 'terraform', 'each', 'count', 'self']);

/**
 * The references of a text, whatever functions and `for` expressions they stand in.
 * @throws Error when an expression does not end
 */
export function referencesOf(text: string): readonly Reference[] {
  return expressionsOf(text).flatMap((expression) => {
    const bound = new Set(
      [...expression.matchAll(/\bfor\s+(\w+)(?:\s*,\s*(\w+))?\s+in\b/g)].flatMap(([, ...names]) => names),
    );
    // A function and its parenthesis are no path, nor is a member of what stands before it.
    return [...expression.matchAll(/(?<![\w.\])-])[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*)+(?![\w-]*\()/g)]
      .map(([path]) => path.split('.'))
      .filter(([root = '']) => !BUILT_IN.has(root) && !bound.has(root))
      .map(referenceOf);
  });
}

function referenceOf(path: readonly string[]): Reference {
  const [root = '', name = '', third, fourth] = path;
  if (root === 'var' || root === 'local') return { address: `${root}.${name}`, attribute: undefined };
  if (root === 'data') return { address: `data.${name}.${third ?? ''}`, attribute: fourth };
  return { address: `${root}.${name}`, attribute: third };
}

/** The expressions of a template, without the texts in them; those of templates inside these texts stand beside them. */
function expressionsOf(text: string): readonly string[] {
  const found: string[] = [];
  readText(text, 0, undefined, found);
  return found;
}

/** Reads literal text up to `end` or to its end. @returns where it goes on */
function readText(text: string, start: number, end: '"' | undefined, found: string[]): number {
  let at = start;
  while (at < text.length) {
    if (text.startsWith('$${', at) || (end !== undefined && text[at] === '\\'))
      at += end !== undefined && text[at] === '\\' ? 2 : 3;
    else if (text.startsWith('${', at)) at = readExpression(text, at + 2, found);
    else if (text[at] === end) return at + 1;
    else at += 1;
  }
  if (end !== undefined) throw new Error(`A text does not end: ${text}`);
  return at;
}

function readExpression(text: string, start: number, found: string[]): number {
  let code = '';
  let depth = 1;
  let at = start;
  while (at < text.length) {
    const character = text[at] ?? '';
    if (character === '"') {
      at = readText(text, at + 1, '"', found);
      code += '""';
      continue;
    }
    if (character === '{') depth += 1;
    if (character === '}') depth -= 1;
    at += 1;
    if (depth === 0) {
      found.push(code);
      return at;
    }
    code += character;
  }
  throw new Error(`An expression does not end: ${text}`);
}
