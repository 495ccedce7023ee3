import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
export { TestClock } from '../../harness/test-clock';
import { startLocalGateway, type LocalGateway, type LocalGatewayOptions } from '../../emulator/local-gateway';

/**
 * The cdk.tf.json of the default stack, as `npm run synth` writes it. The first file of a test run that asks makes it,
 * so nobody may change it or its assets; it is gone after the run.
 */
export async function defaultStackFile(): Promise<string> {
  const shared = sharedFolder();
  const finished = join(shared, 'default-stack');
  if (!existsSync(finished)) {
    const { synthesise } = await import('../../main.js');
    const outdir = mkdtempSync(join(shared, 'unfinished-'));
    await synthesise({ outdir });
    publish(outdir, finished);
  }
  return join(finished, 'stacks', 'mcp-gateway', 'cdk.tf.json');
}

/** Shows a complete folder under its name in one step. Two workers may do it at once, and one of them comes first. */
function publish(folder: string, name: string): void {
  try {
    renameSync(folder, name);
  } catch (error) {
    if (!existsSync(name)) throw error;
  }
}

function sharedFolder(): string {
  const folder = process.env['AZURE_MCP_GATEWAY_TEST_FOLDER'];
  if (folder === undefined) throw new Error('Run tests by jest with the configuration of this project.');
  return folder;
}

/** Boots the local gateway on a free port with alice signed in at Entra. */
export function bootGateway(stackFile: string, options: Partial<LocalGatewayOptions> = {}): Promise<LocalGateway> {
  return startLocalGateway({ stackFile, port: 0, user: 'alice', log: () => {}, env: {}, ...options });
}
