import type { XmlElement, XmlNode } from '../../policies/language/xml/node';
import { orOperands } from './condition-operands';
import { readDocument, type Mutation, type StackJson } from './mutate-stack';
import { attributeOf, checksIn, expressionOf, idOf, withAttribute } from './policy-elements';

type Change = (element: XmlElement) => XmlElement;

/**
 * The conditions a check refuses on, each to be taken out alone: the branches of a `choose` that has several, and what
 * stands around `||`. None when there is only one, because that is the check itself.
 */
export function findConditions(stack: StackJson, mutation: Mutation): Mutation[] {
  const check = checksIn(readDocument(stack, mutation)).find((element) => idOf(element) === mutation.id);
  if (check?.name !== 'choose') {
    return [];
  }
  const branches = check.children.filter((child) => child.type === 'element' && child.name === 'when');
  const changes = [...(branches.length > 1 ? branches.map(withoutBranch) : []), ...branches.flatMap(withoutOperands)];
  return changes.map((change, index) => ({ ...mutation, name: `${mutation.name}[${index}]`, change }));
}

function withoutBranch(branch: XmlNode): Change {
  const condition = attributeOf(branch, 'condition');
  return (element) => ({
    ...element,
    children: element.children.filter((child) => attributeOf(child, 'condition') !== condition),
  });
}

/** Changes that each leave one operand of the branch's condition out. */
function withoutOperands(branch: XmlNode): Change[] {
  const operands = orOperands(expressionOf(branch, 'condition') ?? '');
  if (operands.length < 2) {
    return [];
  }
  return operands.map((_operand, left) => {
    const rest = `@(${operands.filter((_other, index) => index !== left).join(' || ')})`;
    const isBranch = (child: XmlNode): boolean => attributeOf(child, 'condition') === attributeOf(branch, 'condition');
    return (element) => ({
      ...element,
      children: element.children.map((child) =>
        child.type === 'element' && isBranch(child) ? withAttribute(child, 'condition', rest) : child,
      ),
    });
  });
}
