import type { Finding } from './finding';

/** Writes findings for people: place, rule, what is wrong, why it matters, what to do. Empty text for none. */
export function formatFindings(findings: readonly Finding[]): string {
  return findings.map(format).join('\n');
}

function format({ document, line, column, ruleId, message, why, fix }: Finding): string {
  const place = line === undefined ? document : `${document}:${line}:${column ?? 1}`;
  return `${place} ${ruleId} ${message}\n  why: ${why}\n  fix: ${fix}`;
}
