import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Finds a program on the PATH. */
function findProgram(...names: string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return names.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * Describes tests that need a program. Without it they are reported as skipped, with the reason in their name; in CI,
 * which installs every tool, they fail instead.
 */
export function describeWith(
  program: { name: string; path: string | undefined },
  title: string,
  tests: (path: string) => void,
): void {
  if (program.path !== undefined) {
    const { path } = program;
    describe(title, () => tests(path));
  } else if (process.env['CI'] === 'true') {
    it(`${title} needs ${program.name}`, () => {
      throw new Error(`${program.name} is not on the PATH.`);
    });
  } else {
    describe.skip(`${title} (skipped: ${program.name} is not on the PATH)`, () => tests(''));
  }
}

export const CHROMIUM = { name: 'Chromium', path: findProgram('chromium', 'chromium-browser', 'google-chrome') };
export const DOTNET = { name: 'the .NET SDK', path: findProgram('dotnet') };
