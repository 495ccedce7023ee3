import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startLocalGateway, type LocalGateway, type LocalGatewayOptions } from '../../emulator/local-gateway';
import { synthesise } from '../../main';

/** A synthesised stack in a folder of its own. */
export interface SynthesisedStack {
  readonly stackFile: string;
  remove(): void;
}

/** Synthesises the default stack, as `npm run synth` does, into a temporary folder. */
export async function synthesiseDefaultStack(): Promise<SynthesisedStack> {
  const outdir = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-test-'));
  const { stackFile } = await synthesise({ outdir });
  return { stackFile, remove: () => rmSync(outdir, { recursive: true, force: true }) };
}

/** A clock that stands still until a test moves it. It starts at the real time, because tokens carry times. */
export class TestClock {
  #milliseconds = Date.now();

  nowMilliseconds(): number {
    return this.#milliseconds;
  }

  advanceSeconds(seconds: number): void {
    this.#milliseconds += seconds * 1000;
  }
}

/** Boots the local gateway on a free port with alice signed in at Entra. */
export function bootGateway(stackFile: string, options: Partial<LocalGatewayOptions> = {}): Promise<LocalGateway> {
  return startLocalGateway({ stackFile, port: 0, user: 'alice', log: () => {}, env: {}, ...options });
}
