import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { median, table } from './measure';

/** Numbers of backends, so that what each costs is the difference. */
const BACKENDS = [1, 100, 200] as const;

interface Sample {
  readonly milliseconds: number;
  /** Bytes of the largest policy document of a backend. */
  readonly largestDocument: number;
}

/** Time a fresh process takes to synthesise, and what it wrote. */
function sample(what: string): Sample {
  const folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-bench-'));
  try {
    const started = performance.now();
    const { status, stderr } = spawnSync(process.execPath, ['--import', 'tsx', join(__dirname, 'synth-app.ts'), what], {
      env: { ...process.env, CDKTF_OUTDIR: folder },
      encoding: 'utf8',
    });
    const milliseconds = performance.now() - started;
    if (status !== 0) throw new Error(`The app "${what}" does not synthesise: ${stderr}`);
    return { milliseconds, largestDocument: largestDocument(join(folder, 'stacks')) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface TerraformFile {
  readonly resource?: { readonly azurerm_api_management_api_policy?: Record<string, { xml_content: string }> };
}

/** The policy of the OAuth endpoints, of which there is one however many backends there are. */
const OAUTH_POLICY = /^gateway_oauth_/;

function largestDocument(stacks: string): number {
  const [stack = ''] = readdirSync(stacks);
  const { resource } = JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8')) as TerraformFile;
  const documents = Object.entries(resource?.azurerm_api_management_api_policy ?? {}).filter(
    ([id]) => !OAUTH_POLICY.test(id),
  );
  return Math.max(0, ...documents.map(([, { xml_content: text }]) => Buffer.byteLength(text)));
}

/** What synthesis costs, each in a process of its own: a table. */
export function benchSynth(runs: number): string {
  const measured = ['empty', 'default', ...BACKENDS.map(String)].map((what) => {
    const samples = Array.from({ length: runs }, () => sample(what));
    const milliseconds = samples.map((one) => one.milliseconds);
    return {
      what,
      median: median(milliseconds),
      least: Math.min(...milliseconds),
      document: samples[0]?.largestDocument ?? 0,
    };
  });
  const empty = measured[0]?.median ?? 0;
  const name = (what: string): string =>
    what === 'empty' ? 'an empty cdktf app' : what === 'default' ? 'the default stack' : `${what} backends`;
  const rows = measured.map(({ what, median: middle, least, document }) => [
    name(what),
    `${middle.toFixed(0)} ms`,
    `${least.toFixed(0)} ms`,
    `${(middle / empty).toFixed(1)} x`,
    document === 0 ? '' : `${document} bytes`,
  ]);
  const last = measured.slice(-2);
  const [fewer, more] = [last[0]?.median ?? 0, last[1]?.median ?? 0];
  const each = (more - fewer) / (BACKENDS[2] - BACKENDS[1]);
  return [
    table([['', 'median', 'least', 'to empty', 'largest policy of a backend'], ...rows]),
    `Each of the last ${BACKENDS[2] - BACKENDS[1]} backends: ${each.toFixed(1)} ms`,
  ].join('\n\n');
}
