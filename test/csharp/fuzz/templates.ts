import { DOCUMENTS } from './templates/documents';
import { FAMILIES } from './templates/families';
import { SCALARS } from './templates/scalars';
import { TEXTS } from './templates/texts';
import { POLICY } from './templates/policy';
import { TIMES_AND_COLLECTIONS } from './templates/times-and-collections';
import { TYPED_JSON } from './templates/typed-json';
import { XML } from './templates/xml';

/** All templates written by hand, by the type they yield. */
export const WRITTEN_TEMPLATES: ReadonlyMap<string, readonly string[]> = (() => {
  const all = new Map<string, string[]>();
  for (const writing of [...FAMILIES, SCALARS, TEXTS, TIMES_AND_COLLECTIONS, DOCUMENTS, XML, POLICY, ...TYPED_JSON]) {
    for (const [type, templates] of Object.entries(writing)) {
      all.set(type, [...(all.get(type) ?? []), ...templates]);
    }
  }
  return all;
})();
