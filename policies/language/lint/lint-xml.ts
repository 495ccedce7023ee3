import type { XmlElement } from '../xml/node';
import { parseRawXml } from '../xml/parse';
import { RawXmlError, type RawXmlFindingKind } from '../xml/raw-xml-error';
import type { Findings } from './finding';
import type { RuleId } from './rules';

const RULE_OF: Readonly<Record<RawXmlFindingKind, RuleId>> = {
  malformed: 'AMG001',
  comment: 'AMG002',
  entity: 'AMG003',
  doctype: 'AMG004',
  'processing-instruction': 'AMG004',
  'unclosed-expression': 'AMG005',
  'mixed-expression': 'AMG006',
  'expression-entity': 'AMG007',
};

/** Parses policy text; what keeps it from being rawxml becomes findings, and the result is undefined. */
export function lintXml(text: string, findings: Findings): XmlElement | undefined {
  try {
    return parseRawXml(text);
  } catch (error) {
    if (!(error instanceof RawXmlError)) throw error;
    for (const { kind, position, message, fix } of error.findings)
      findings.add(RULE_OF[kind], { position }, message, fix);
    return undefined;
  }
}
