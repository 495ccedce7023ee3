import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { App } from 'cdktf';
import { UserError } from './constructs/user-error';
import { loadCSharp } from './policies/language/expressions/grammar';
import { readSettings, type Settings } from './settings';
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
}

/**
 * Builds the stack and writes it as Terraform JSON. Needs no network, no terraform and no Azure.
 * @throws UserError when a setting, a construct or a policy is wrong, with every mistake found at that stage
 */
export async function synthesise(options: SynthesiseOptions = {}): Promise<Synthesised> {
  await loadCSharp();
  const settings = options.settings ?? readSettings();
  if (options.outdir !== undefined) mkdirSync(options.outdir, { recursive: true });
  const app = new App({ outdir: options.outdir, stackTraces: false });
  new McpGatewayStack(app, { settings, functions: join(__dirname, 'functions') });
  try {
    app.synth();
  } catch (error) {
    throw asUserError(error);
  }
  return { stackFile: resolve(app.outdir, 'stacks', STACK_NAME, 'cdk.tf.json') };
}

/** cdktf reports what validations found as an Error between a headline and advice to switch validations off. */
const VALIDATION_FAILURE = /^Validation failed with the following errors:\n([\s\S]*?)\n\nIf you wish to ignore/;

function asUserError(error: unknown): unknown {
  const found = error instanceof Error ? VALIDATION_FAILURE.exec(error.message)?.[1] : undefined;
  return found === undefined ? error : new UserError(found.replace(/^ {2}/gm, ''));
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
