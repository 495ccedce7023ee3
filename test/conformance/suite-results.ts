import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** One check of the official suite. */
export interface SuiteCheck {
  readonly id: string;
  readonly status: 'SUCCESS' | 'FAILURE' | 'WARNING' | 'SKIPPED' | 'INFO';
  readonly errorMessage?: string;
}

/**
 * Reads what the suite wrote into its output folder.
 * @returns the checks of each scenario by its name, scenarios in order of name
 */
export function readSuiteResults(folder: string): ReadonlyMap<string, readonly SuiteCheck[]> {
  const results = new Map<string, readonly SuiteCheck[]>();
  for (const entry of readdirSync(folder).sort()) {
    const scenario = /^(?:server-|authorization-)?(.+?)-\d{4}-\d{2}-\d{2}T.*$/.exec(entry)?.[1] ?? entry;
    results.set(scenario, JSON.parse(readFileSync(join(folder, entry, 'checks.json'), 'utf8')) as SuiteCheck[]);
  }
  return results;
}
