import type { ClrValue } from '../clr-value';
import { ClrSequence } from './collections/enumerable';
import { argumentNull } from './errors';
import { isInstance } from './hierarchy';
import { withSite } from './member';
import type { MemberTable, Site } from './member';
import type { Run } from './run';

const annotations = new WeakMap<object, ClrValue[]>();

function ofType(self: object, type: string): ClrValue[] {
  return (annotations.get(self) ?? []).filter((value) => isInstance(value, type));
}

function typeOf(site: Site): string {
  return site.typeArguments[0] ?? 'System.Object';
}

/** The members about annotations, which JSON tokens and XML nodes share: values of any type that hang on an object. */
export function annotationMembers(type: string): MemberTable {
  return {
    [`M:${type}.AddAnnotation(System.Object)`]: (self: object, annotation: ClrValue) => {
      if (annotation === null) throw argumentNull('annotation');
      annotations.set(self, [...(annotations.get(self) ?? []), annotation]);
    },
    [`M:${type}.Annotation\`\`1`]: withSite(
      (site: Site, _run: Run, self: object) => ofType(self, typeOf(site))[0] ?? null,
    ),
    [`M:${type}.Annotations\`\`1`]: withSite(
      (site: Site, _run: Run, self: object) => new ClrSequence(typeOf(site), () => ofType(self, typeOf(site))),
    ),
    [`M:${type}.RemoveAnnotations\`\`1`]: withSite((site: Site, _run: Run, self: object) => {
      const removed = ofType(self, typeOf(site));
      annotations.set(
        self,
        (annotations.get(self) ?? []).filter((value) => !removed.includes(value)),
      );
    }),
  };
}
