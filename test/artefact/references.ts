import { parseTemplate, type Expression } from '../../emulator/stack/terraform-expression';

/** A reference in a Terraform file. */
export interface Reference {
  /** `azurerm_subnet.a`, `data.azurerm_client_config.c`, `var.secret` */
  readonly address: string;
  /** First attribute that is asked of it; undefined for a variable or the whole resource. */
  readonly attribute: string | undefined;
}

/** What is not declared in the file and may be referred to. */
const BUILT_IN: ReadonlySet<string> = new Set(['path', 'terraform', 'each', 'count', 'self']);

/**
 * The references of a text.
 * @throws Error when the text is no Terraform template
 */
export function referencesOf(text: string): readonly Reference[] {
  return collect(parseTemplate(text));
}

function collect(expression: Expression): readonly Reference[] {
  const path = pathOf(expression);
  if (path !== undefined) return path[0] !== undefined && BUILT_IN.has(path[0]) ? [] : [referenceOf(path)];
  return childrenOf(expression).flatMap(collect);
}

function referenceOf(path: readonly string[]): Reference {
  const [root = '', name = '', third, fourth] = path;
  if (root === 'var' || root === 'local') return { address: `${root}.${name}`, attribute: undefined };
  if (root === 'data') return { address: `data.${name}.${third ?? ''}`, attribute: fourth };
  return { address: `${root}.${name}`, attribute: third };
}

/** The names from the root on, up to the first index. */
function pathOf(expression: Expression): readonly string[] | undefined {
  if (expression.kind === 'root') return [expression.name];
  if (expression.kind === 'attribute') {
    const target = pathOf(expression.target);
    return target === undefined ? undefined : [...target, expression.name];
  }
  if (expression.kind === 'index' || expression.kind === 'splat') return pathOf(expression.target);
  return undefined;
}

function childrenOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'template':
      return expression.parts;
    case 'call':
      return expression.args;
    case 'list':
      return expression.items;
    case 'object':
      return expression.entries.flat();
    case 'conditional':
      return [expression.condition, expression.yes, expression.no];
    case 'equals':
      return [expression.left, expression.right];
    case 'attribute':
    case 'index':
    case 'splat':
      return [expression.target];
    default:
      return [];
  }
}
