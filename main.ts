import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'cdktf';
import { UserError } from './constructs/user-error';
import { readSettings, type Settings } from './settings';
import { McpGatewayStack, STACK_NAME } from './stacks/mcp-gateway-stack';

/** Options of {@link synthesise}. */
export interface SynthesiseOptions {
  /** Folder the files are written to. @default CDKTF_OUTDIR, which `cdktf` sets, else `cdktf.out` in the working directory */
  readonly outdir?: string;
  /** @default read from environment variables */
  readonly settings?: Settings;
}

/** What {@link synthesise} wrote. */
export interface Synthesised {
  /** Absolute path of the stack's cdk.tf.json; its assets lie beside it. */
  readonly stackFile: string;
}

/**
 * Builds the stack and writes it as Terraform JSON. Needs no network, no terraform and no Azure.
 * @throws UserError when a setting, a construct or a policy is wrong, with every mistake found at that stage
 */
export async function synthesise(options: SynthesiseOptions = {}): Promise<Synthesised> {
  const settings = options.settings ?? readSettings(process.env);
  const outdir = resolve(options.outdir ?? process.env.CDKTF_OUTDIR ?? 'cdktf.out');
  mkdirSync(outdir, { recursive: true });
  const app = new App({ outdir });
  new McpGatewayStack(app, { settings, functions: join(__dirname, 'functions') });
  app.synth();
  return { stackFile: join(outdir, 'stacks', STACK_NAME, 'cdk.tf.json') };
}

if (require.main === module) {
  synthesise().catch((error: unknown) => {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof UserError ? error.message : describeUnexpected(error)}\n`);
  });
}

function describeUnexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
