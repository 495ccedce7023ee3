import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { App } from 'cdktf';
import { runApp, synthesiseApp } from './constructs/run-app';
import { readSettings, type Settings } from './settings';
import { leftOutBackends, type LeftOutBackend } from './stacks/backends';
import { McpGatewayStack, STACK_NAME } from './stacks/mcp-gateway-stack';

/** Options of {@link synthesise}. */
export interface SynthesiseOptions {
  /** Folder the files are written to. @default what `cdktf` asks for, else `cdktf.out` in the working directory */
  readonly outdir?: string;
  /** @default read from environment variables, see {@link readSettings} */
  readonly settings?: Settings;
}

/** What {@link synthesise} wrote. */
export interface Synthesised {
  /** Absolute path of the stack's cdk.tf.json; its assets lie beside it. */
  readonly stackFile: string;
  /** The ready-made backends that nobody configured. */
  readonly leftOut: readonly LeftOutBackend[];
}

/**
 * Builds the stack and writes it as Terraform JSON. Needs no network, no terraform and no Azure.
 * @throws UserError when a setting, a construct or a policy is wrong, with every mistake found at that stage
 */
export async function synthesise(options: SynthesiseOptions = {}): Promise<Synthesised> {
  const { outdir, settings = readSettings() } = options;
  if (outdir !== undefined) mkdirSync(outdir, { recursive: true });
  const app = await synthesiseApp((one) => addStack(one, settings), outdir === undefined ? {} : { outdir });
  return {
    stackFile: resolve(app.outdir, 'stacks', STACK_NAME, 'cdk.tf.json'),
    leftOut: leftOutBackends(settings),
  };
}

function addStack(app: App, settings: Settings): void {
  new McpGatewayStack(app, { settings, functions: join(__dirname, 'functions') });
}

if (require.main === module) void runApp((app) => addStack(app, readSettings()));
