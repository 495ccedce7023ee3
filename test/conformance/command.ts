import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Argument } from 'commander';
import { createCommand, describeError, EXIT, runCommand } from '../../cli/command';
import type { Finding, Part } from './part';
import { PARTS } from './parts';

function describe({ name, passed, note }: Finding): string {
  const line = `  ${passed ? 'passed' : 'FAILED'}  ${name}`;
  return note === undefined || note === '' ? line : `${line}\n            ${note.replaceAll('\n', '\n            ')}`;
}

async function runPart(part: Part, stackFile: string, progress: (line: string) => void): Promise<readonly Finding[]> {
  const root = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-conformance-'));
  try {
    return await part.run({ stackFile, newFolder: () => mkdtempSync(join(root, 'folder-')), progress });
  } catch (error) {
    return [{ name: 'runs to its end', passed: false, note: describeError(error) }];
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

// Modules are loaded when they are needed, so that --help and usage errors answer at once.
async function conformance(names: readonly string[]): Promise<void> {
  const { installTools } = await import('./tools.js');
  const { synthesise } = await import('../../main.js');
  const progress = (line: string) => process.stderr.write(`${line}\n`);
  await installTools(progress);
  progress('Synthesising the stack ...');
  const outdir = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-conformance-stack-'));
  const findings: Finding[] = [];
  try {
    const { stackFile } = await synthesise({ outdir });
    for (const part of PARTS.filter(({ name }) => names.length === 0 || names.includes(name))) {
      process.stdout.write(`${part.name}: ${part.description}\n`);
      const found = await runPart(part, stackFile, progress);
      process.stdout.write(`${found.map(describe).join('\n')}\n\n`);
      findings.push(...found);
    }
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
  const failed = findings.filter(({ passed }) => !passed).length;
  process.stdout.write(`${findings.length - failed} passed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = EXIT.failed;
}

const command = createCommand(
  'npm run conformance --',
  'Runs the official MCP conformance suite and real MCP clients against the local gateway. The programs are installed on first use, which needs the npm registry; after that only this machine is used.',
)
  .addArgument(
    new Argument('[parts...]', `what to run; everything when left out`).choices(PARTS.map(({ name }) => name)),
  )
  .addHelpText('after', `\nParts:\n${PARTS.map(({ name, description }) => `  ${name}: ${description}`).join('\n')}\n`)
  .action(conformance);

void runCommand(command, process.argv).then(() => process.exit());
