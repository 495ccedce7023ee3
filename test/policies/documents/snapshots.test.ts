import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { XmlElement } from '../../../policies/language/xml/node';
import { equalXml } from '../../../policies/language/xml/equal';
import { parseRawXml } from '../../../policies/language/xml/parse';
import { prettyPrint } from '../../../policies/language/xml/pretty-print';
import { serialise } from '../../../policies/language/xml/serialise';
import { allDocuments, policyFragments } from './example-gateway';

const FOLDER = join(__dirname, '../../snapshots');
const UPDATE = process.env['UPDATE_SNAPSHOTS'] === '1';

const SNAPSHOTS = new Map<string, XmlElement>([
  ...allDocuments().map(({ document }) => [`${document.name}.xml`, document.root] as const),
  ...policyFragments().map((fragment) => [`fragment-${fragment.name}.xml`, fragment.root] as const),
]);

/**
 * Every document and fragment as a reviewer reads it. After a change that was meant: UPDATE_SNAPSHOTS=1 npx jest
 * test/policies/documents/snapshots, and commit the difference with the change.
 */
describe('snapshots', () => {
  beforeAll(() => {
    if (!UPDATE) return;
    for (const file of readdirSync(FOLDER)) if (!SNAPSHOTS.has(file)) rmSync(join(FOLDER, file));
    for (const [file, root] of SNAPSHOTS) writeFileSync(join(FOLDER, file), prettyPrint(root));
  });

  it.each([...SNAPSHOTS])('matches %s', (file, root) => {
    const path = join(FOLDER, file);
    expect(existsSync(path) ? readFileSync(path, 'utf8') : 'no such file: run with UPDATE_SNAPSHOTS=1').toBe(
      prettyPrint(root),
    );
  });

  it('has no file without a document', () => {
    expect(readdirSync(FOLDER).sort()).toEqual([...SNAPSHOTS.keys()].sort());
  });

  it.each([...SNAPSHOTS])('writes %s so that it reads back as the same document', (_file, root) => {
    expect(equalXml(parseRawXml(serialise(root)), root)).toBe(true);
  });
});
