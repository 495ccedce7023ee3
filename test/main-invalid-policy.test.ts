import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UserError } from '../constructs/user-error';
import { synthesise } from '../main';
import { readSettings } from '../settings';

jest.mock('../policies/documents/mcp-api', () => ({
  mcpApiDocument: () => ({
    name: 'broken',
    root: {
      type: 'element',
      name: 'policies',
      attributes: [],
      children: [{ type: 'element', name: 'no-such-section', attributes: [], children: [] }],
    },
  }),
}));

describe('synthesise', () => {
  it('throws what lint found as a mistake of the user, without advice to switch it off', async () => {
    const outdir = mkdtempSync(join(tmpdir(), 'synth-'));
    try {
      const failure = synthesise({ outdir, settings: readSettings({}) });
      await expect(failure).rejects.toBeInstanceOf(UserError);
      await expect(failure).rejects.toThrow(/^\[mcp-gateway\] .*no-such-section/);
      await expect(failure).rejects.not.toThrow(/skipValidation/);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });
});
