import { indexLines } from '../xml/line-index';
import type { XmlElement } from '../xml/node';
import type { LintContext } from './context';
import { referencesIn, type Reference, type ReferenceKind } from './find-references';
import type { Findings } from './finding';
import { suggest } from './near-miss';
import type { RuleId } from './rules';

const KINDS: Readonly<Record<ReferenceKind, { readonly rule: RuleId; readonly noun: string }>> = {
  namedValues: { rule: 'AMG050', noun: 'named value' },
  fragments: { rule: 'AMG051', noun: 'policy fragment' },
  backends: { rule: 'AMG052', noun: 'backend' },
  loggers: { rule: 'AMG053', noun: 'logger' },
};

/**
 * Checks that what a document names exists, by display name for named values, and that Terraform deploys it before the
 * document at `address`.
 */
export function checkReferences(
  root: XmlElement,
  text: string,
  address: string,
  context: LintContext,
  findings: Findings,
): void {
  const references = referencesIn(root);
  if (references.length === 0) return;
  const lines = indexLines(text);
  const before = reachable(address, context.service.dependencies);
  const late = new Set<string>();
  for (const reference of references) {
    const { kind, name, element } = reference;
    const { rule, noun } = KINDS[kind];
    const place = { element: element.name, position: lines.at(offsetOf(reference, text)) };
    const target = context.names[kind].get(name);
    if (target === undefined && context.complete.has(kind)) {
      const hint = suggest(name, context.names[kind].keys());
      findings.add(rule, place, `There is no ${noun} "${name}".`, `${hint}add it to the stack.`);
    }
    if (target === undefined || before.has(target) || late.has(target)) continue;
    late.add(target);
    findings.add(
      'AMG054',
      place,
      `The ${noun} "${name}" (${target}) may be deployed after the document that uses it.`,
      `add ${target} to depends_on of ${address}.`,
    );
  }
}

/** A decoded literal may be shorter than its text, so the name is looked for from the start of the value. */
function offsetOf({ kind, name, position }: Reference, text: string): number {
  const start = position?.offset ?? 0;
  if (kind !== 'namedValues') return start;
  const found = text.indexOf(`{{${name}}}`, start);
  return found === -1 ? start : found;
}

function reachable(address: string, dependencies: ReadonlyMap<string, ReadonlySet<string>>): ReadonlySet<string> {
  const found = new Set<string>([address]);
  for (const next of found) for (const target of dependencies.get(next) ?? []) found.add(target);
  return found;
}
