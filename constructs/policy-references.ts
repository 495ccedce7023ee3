import { serialise } from '../policies/language/xml/serialise';
import type { XmlElement } from '../policies/language/xml/node';

/** The names a policy document refers to, each once, in the order of the document. */
export interface PolicyReferences {
  readonly namedValues: readonly string[];
  readonly fragments: readonly string[];
  readonly backends: readonly string[];
  readonly loggers: readonly string[];
}

/** Finds what a policy document refers to by name. */
export function findReferences(root: XmlElement): PolicyReferences {
  const text = serialise(root);
  const all = (pattern: RegExp): string[] => [...new Set([...text.matchAll(pattern)].map((match) => match[1] ?? ''))];
  return {
    namedValues: all(/\{\{([\w.-]+)\}\}/g),
    fragments: all(/fragment-id=["']([\w.-]+)["']/g),
    backends: all(/backend-id=["']([\w.-]+)["']/g),
    loggers: all(/logger-id=["']([\w.-]+)["']/g),
  };
}
