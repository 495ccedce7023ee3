import type { ClrValue } from '../../../clr-value';
import type { ClrSequence } from '../../collections/enumerable';
import { iterate } from '../../collections/enumerable';
import { argumentNull } from '../../errors';
import { withRun } from '../../member';
import type { Member, MemberTable } from '../../member';
import type { Run } from '../../run';
import type { ClrXName } from '../../xml/name';
import { XmlElement } from '../../xml/element';
import type { XmlContainer } from '../../xml/element';
import { XmlAttribute } from '../../xml/node';
import type { XmlNode } from '../../xml/node';
import { compareOrder, nodes } from './nodes';

import { andSelf } from './shared';

const L = 'System.Xml.Linq.';
const E = `${L}XElement`;
const A = `${L}XAttribute`;
const NAME = `${L}XName`;
const MANY = 'System.Collections.Generic.IEnumerable';

/** An extension method over a sequence of nodes: what `find` answers for each of them, in order. */
function over(
  method: string,
  generic: boolean,
  type: string,
  find: (item: never) => Iterable<ClrValue>,
): Record<string, Member> {
  const source = generic ? `${MANY}{\`\`0}` : `${MANY}{${E}}`;
  const id = `M:${L}Extensions.${method}${generic ? '``1' : ''}`;
  const walk = (run: Run, items: ClrValue, name?: ClrXName | null): ClrSequence => {
    if (items === null) throw argumentNull('source');
    return nodes(type, function* () {
      for (const item of iterate(items)) {
        for (const found of find(item as never)) {
          run.tick();
          if (
            name === undefined ||
            (found instanceof XmlElement && name?.is(found.name)) ||
            (found instanceof XmlAttribute && name?.is(found.name))
          )
            yield found;
        }
      }
    });
  };
  return {
    [`${id}(${source})`]: withRun((run: Run, items: ClrValue) => walk(run, items)),
    [`${id}(${source},${NAME})`]: withRun((run: Run, items: ClrValue, name: ClrXName | null) => walk(run, items, name)),
  };
}

function extensions(): Record<string, Member> {
  const removeAll = (items: ClrValue): void => {
    if (items === null) throw argumentNull('source');
    for (const item of [...iterate(items)] as (XmlNode | XmlAttribute)[]) item.remove();
  };
  return {
    ...over('Elements', true, 'XElement', (item: XmlContainer) => item.elements()),
    ...over('Descendants', true, 'XElement', (item: XmlContainer) => item.descendants()),
    ...over('DescendantNodes', true, 'XNode', (item: XmlContainer) => item.descendantNodes()),
    ...over('Nodes', true, 'XNode', (item: XmlContainer) => item.children),
    ...over('Ancestors', true, 'XElement', (item: XmlNode) => item.ancestors()),
    ...over('Attributes', false, 'XAttribute', (item: XmlElement) => item.attributes),
    ...over('AncestorsAndSelf', false, 'XElement', (item: XmlElement) => andSelf(item, item.ancestors())),
    ...over('DescendantsAndSelf', false, 'XElement', (item: XmlElement) => andSelf(item, item.descendants())),
    ...over('DescendantNodesAndSelf', false, 'XNode', (item: XmlElement) => [item, ...item.descendantNodes()]),
    [`M:${L}Extensions.InDocumentOrder\`\`1(${MANY}{\`\`0})`]: (items: ClrValue) =>
      nodes('XNode', () => ([...iterate(items)] as XmlNode[]).sort(compareOrder)),
    [`M:${L}Extensions.Remove(${MANY}{${A}})`]: removeAll,
    [`M:${L}Extensions.Remove\`\`1(${MANY}{\`\`0})`]: removeAll,
  };
}

/** The extension methods over sequences of nodes. */
export const XML_EXTENSION_MEMBERS: MemberTable = extensions();
