import type { ClrValue } from '../../clr-value';
import { argument } from '../errors';
import { withSite } from '../member';
import type { Member, MemberTable, Site } from '../member';
import type { Run } from '../run';
import { ClrTuple } from '../tuple';

function names(size: number, mark: string): string {
  return Array.from({ length: size }, (_, index) => `${mark}${index}`).join(',');
}

function tupleMembers(): Record<string, Member> {
  const members: Record<string, Member> = {};
  for (let size = 1; size <= 8; size += 1) {
    members[`M:System.Tuple\`${size}.#ctor(${names(size, '`')})`] = withSite(
      (site: Site, _run: Run, ...items: ClrValue[]) => new ClrTuple(site.declaringTypeArguments, items),
    );
    for (let item = 1; item <= Math.min(size, 7); item += 1) {
      members[`P:System.Tuple\`${size}.Item${item}`] = (self: ClrTuple) => self.items[item - 1] ?? null;
    }
    if (size === 8) continue;
    members[`M:System.Tuple.Create\`\`${size}(${names(size, '``')})`] = withSite(
      (site: Site, _run: Run, ...items: ClrValue[]) => new ClrTuple(site.typeArguments, items),
    );
  }
  return members;
}

/** An eighth item begins a tuple of its own. */
function createEight(site: Site, _run: Run, ...items: ClrValue[]): ClrTuple {
  const rest = new ClrTuple(site.typeArguments.slice(7), items.slice(7));
  return new ClrTuple([...site.typeArguments.slice(0, 7), rest.clrType], [...items.slice(0, 7), rest]);
}

function nest(site: Site, _run: Run, ...items: ClrValue[]): ClrTuple {
  if (!(items[7] instanceof ClrTuple)) {
    throw argument('The last element of an eight element tuple must be a Tuple.');
  }
  return new ClrTuple(site.declaringTypeArguments, items);
}

/** Members of System.Tuple in all its sizes. */
export const TUPLE_MEMBERS: MemberTable = {
  ...tupleMembers(),
  [`M:System.Tuple\`8.#ctor(${names(8, '`')})`]: withSite(nest),
  [`M:System.Tuple.Create\`\`8(${names(8, '``')})`]: withSite(createEight),
  'P:System.Tuple`8.Rest': (self: ClrTuple) => self.items[7] ?? null,
};
