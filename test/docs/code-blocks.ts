import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../support/command';

/** The TypeScript blocks of a page, in order. @param page path below the project folder, for instance `docs/agents.md` */
export function typeScriptBlocks(page: string): readonly string[] {
  const text = readFileSync(join(PROJECT_FOLDER, page), 'utf8');
  return [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = '']) => code);
}
