import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { PROJECT_FOLDER } from '../support/command';

/** Whether a file of the project exists and holds the title of a test. Prettier never breaks a string, so text is enough. */
export function namesTest({ file, title }: { readonly file: string; readonly title: string }): boolean {
  const path = join(PROJECT_FOLDER, file);
  return existsSync(path) && readFileSync(path, 'utf8').includes(title);
}
