import type { Run } from '../../run';
import type { Query } from './query';

/** One step of a JSON path, as Newtonsoft understands it; `null` stands for the wildcard. */
export type PathStep =
  | { readonly kind: 'root' }
  | { readonly kind: 'field'; readonly name: string | null }
  | { readonly kind: 'fields'; readonly names: readonly string[] }
  | { readonly kind: 'scan'; readonly names: readonly string[] | null }
  | { readonly kind: 'index'; readonly index: number | null }
  | { readonly kind: 'indices'; readonly indices: readonly number[] }
  | { readonly kind: 'slice'; readonly start: number | null; readonly end: number | null; readonly step: number | null }
  | { readonly kind: 'query'; readonly query: Query; readonly scan: boolean };

/** A parsed path. */
export type JsonPath = readonly PathStep[];

/** How a path is followed: `strict` throws where a step finds nothing. */
export interface PathSettings {
  readonly run: Run;
  readonly strict: boolean;
}
