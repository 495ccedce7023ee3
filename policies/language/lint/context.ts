import type { FragmentSource, ServiceModel } from '../service/model';
import type { XmlElement } from '../xml/node';
import { parseRawXml } from '../xml/parse';
import type { ReferenceKind } from './find-references';

/** What the rules need to know beyond the document at hand; made once for a service. */
export interface LintContext {
  readonly service: ServiceModel;
  /** Roots of the fragments that parse, by the name documents include them by. */
  readonly fragments: ReadonlyMap<string, XmlElement>;
  /** Terraform address by name, for each kind of thing a document refers to. */
  readonly names: Readonly<Record<ReferenceKind, ReadonlyMap<string, string>>>;
  /** Kinds of which every name is known, so that a name not among them is a mistake. */
  readonly complete: ReadonlySet<ReferenceKind>;
}

/** Gathers names and fragments of a service. */
export function contextOf(service: ServiceModel): LintContext {
  const { namedValues, fragments, backends, loggers } = service;
  const entries = {
    namedValues: namedValues.map(({ displayName, address }) => [displayName, address] as const),
    fragments: fragments.map(({ name, address }) => [name, address] as const),
    backends: backends.map(({ name, address }) => [name, address] as const),
    loggers: loggers.map(({ name, address }) => [name, address] as const),
  };
  // A service the stack did not create may hold more than the stack knows.
  const ours = service.address?.startsWith('azurerm_') === true;
  const kinds = ['namedValues', 'fragments', 'backends', 'loggers'] as const;
  return {
    service,
    fragments: new Map(fragments.flatMap(parsed)),
    names: {
      namedValues: known(entries.namedValues),
      fragments: known(entries.fragments),
      backends: known(entries.backends),
      loggers: known(entries.loggers),
    },
    complete: new Set(kinds.filter((kind) => ours && entries[kind].every(([name]) => name !== undefined))),
  };
}

function known(entries: readonly (readonly [string | undefined, string])[]): ReadonlyMap<string, string> {
  return new Map(entries.flatMap(([name, address]) => (name === undefined ? [] : [[name, address] as const])));
}

function parsed({ name, format, text }: FragmentSource): readonly (readonly [string, XmlElement])[] {
  if (name === undefined || text === undefined || format !== 'rawxml') return [];
  try {
    return [[name, parseRawXml(text)]];
  } catch {
    // Reported where the fragment is linted alone.
    return [];
  }
}
