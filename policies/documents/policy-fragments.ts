import type { PolicyFragment } from './document';

/** Lists the fragments that the documents include. All of them are deployed before any document. */
export function policyFragments(): readonly PolicyFragment[] {
  return [];
}
