import type { Expression } from './terraform-expression';
import { string, TERRAFORM_FUNCTIONS } from './terraform-functions';

/** One step of a reference after its root: `.name` or `[key]`. */
export type PathStep = string | number;

/**
 * Evaluates a Terraform expression.
 * @param lookup gives the value of a root with the path that follows it (`azurerm_x`, `['name', 'id']`), or throws
 * @throws Error saying what is not supported or does not exist
 */
export function evaluateExpression(
  expression: Expression,
  lookup: (root: string, path: readonly PathStep[]) => unknown,
): unknown {
  const evaluate = (node: Expression): unknown => {
    switch (node.kind) {
      case 'literal':
        return node.value;
      case 'template':
        return node.parts.map((part) => string(evaluate(part))).join('');
      case 'list':
        return node.items.map(evaluate);
      case 'object':
        return Object.fromEntries(node.entries.map(([key, value]) => [string(evaluate(key)), evaluate(value)]));
      case 'conditional':
        return evaluate(node.condition) === true ? evaluate(node.yes) : evaluate(node.no);
      case 'equals':
        return (JSON.stringify(evaluate(node.left)) === JSON.stringify(evaluate(node.right))) !== node.negated;
      case 'call': {
        const call = TERRAFORM_FUNCTIONS[node.name];
        if (call === undefined || !Object.hasOwn(TERRAFORM_FUNCTIONS, node.name)) {
          throw new Error(
            `the function ${node.name} is not one of those the local gateway evaluates (docs/fidelity.md lists them)`,
          );
        }
        return call(...node.args.map(evaluate));
      }
      case 'splat': {
        const target = evaluate(node.target);
        const items: readonly unknown[] = Array.isArray(target) ? target : [target];
        return items.map((item) => followPath(item, node.rest));
      }
      case 'root':
      case 'attribute':
      case 'index':
        return reference(node);
    }
  };
  const reference = (node: Expression): unknown => {
    const path: PathStep[] = [];
    let current = node;
    while (current.kind === 'attribute' || current.kind === 'index') {
      if (current.kind === 'attribute') {
        path.unshift(current.name);
      } else {
        const key = evaluate(current.key);
        path.unshift(typeof key === 'number' ? key : string(key));
      }
      current = current.target;
    }
    return current.kind === 'root' ? lookup(current.name, path) : followPath(evaluate(current), path);
  };
  return evaluate(expression);
}

/**
 * Follows `.name` and `[key]` steps into a value. A nested block is written in Terraform JSON as an object or as a list of
 * one, and read with `[0]`: index 0 of an object is therefore the object.
 * @throws Error naming the step that leads nowhere
 */
export function followPath(value: unknown, path: readonly PathStep[]): unknown {
  let current = value;
  for (const step of path) {
    if (Array.isArray(current)) {
      const index = Number(step);
      if (!Number.isInteger(index) || index >= current.length || index < 0) {
        throw new Error(`a list of ${current.length} has no element "${step}"`);
      }
      current = current[index];
    } else if (typeof current === 'object' && current !== null) {
      if (Object.hasOwn(current, step)) current = Reflect.get(current, step);
      else if (step !== 0)
        throw new Error(`there is no "${step}" (there is ${Object.keys(current).join(', ') || 'nothing'})`);
    } else {
      throw new Error(
        `"${step}" is asked of ${current === null || current === undefined ? 'null' : `a ${typeof current}`}`,
      );
    }
  }
  return current;
}
