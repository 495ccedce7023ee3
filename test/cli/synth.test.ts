import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createSynthCommand } from '../../cli/synth';
import { SETTINGS } from '../../settings';
import { PROJECT_FOLDER, runHere } from '../support/command';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'synth-'))));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(script: string, args: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', script, ...args], {
    cwd: PROJECT_FOLDER,
    encoding: 'utf8',
    // No PATH: neither terraform nor npm can be found.
    env: { HOME: folder, PATH: '', ...env },
  });
  return { status, stdout, stderr };
}

describe('npm run synth', () => {
  it('writes the stack without terraform, and says what it wrote and what to do next', () => {
    const { status, stdout, stderr } = run('cli/synth.ts', ['--output', join(folder, 'out')]);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^Wrote .*cdk\.tf\.json\nLeft out: slack\. To have it, set SLACK_BOT_TOKEN\.\n(?:Left out: .*\n){2}Next: npm start .*\n$/,
    );
    expect(existsSync(join(folder, 'out', 'stacks', 'mcp-gateway', 'cdk.tf.json'))).toBe(true);
  });

  it('names every mistake in the settings and ends with 1, without a stack', async () => {
    const env = jest.replaceProperty(process, 'env', {
      MCP_GATEWAY_SKU: 'Consumption',
      MCP_GATEWAY_LOCATION: 'West Europe',
    });
    const { code, stdout, stderr } = await runHere(createSynthCommand(), '--output', join(folder, 'bad'));
    env.restore();
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(existsSync(join(folder, 'bad', 'stacks'))).toBe(false);
    expect(stderr).toMatch(/MCP_GATEWAY_LOCATION is "West Europe"[\s\S]*MCP_GATEWAY_SKU is "Consumption"/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it('explains itself and every setting', async () => {
    const { code, stdout } = await runHere(createSynthCommand(), '--help');
    expect(code).toBe(0);
    for (const { variable } of Object.values(SETTINGS)) expect(stdout).toContain(variable);
  });

  it('refuses an option it does not know', async () => {
    expect(await runHere(createSynthCommand(), '--nonsense')).toMatchObject({ code: 2, stdout: '' });
  });
});

describe('the app that cdktf runs', () => {
  it('writes to the folder cdktf names and prints nothing', () => {
    const outdir = join(folder, 'cdktf');
    expect(run('main.ts', [], { CDKTF_OUTDIR: outdir })).toEqual({ status: 0, stdout: '', stderr: '' });
    expect(existsSync(join(outdir, 'stacks', 'mcp-gateway', 'cdk.tf.json'))).toBe(true);
  });

  it('prints a mistake without a stack and ends with 1', () => {
    const { status, stdout, stderr } = run('main.ts', [], {
      CDKTF_OUTDIR: join(folder, 'bad'),
      MCP_GATEWAY_SKU: 'Consumption',
    });
    expect({ status, stdout }).toEqual({ status: 1, stdout: '' });
    expect(stderr).toMatch(/^The settings have a mistake:\n {2}MCP_GATEWAY_SKU is "Consumption".*\n$/);
  });
});
