import { App, type AppConfig } from 'cdktf';
import { loadCSharp } from '../policies/language/expressions/grammar';
import { UserError } from './user-error';

/** cdktf reports what validations found as an Error between a headline and advice to switch validations off. */
const VALIDATION_FAILURE = /^Validation failed with the following errors:\n([\s\S]*?)\n\nIf you wish to ignore/;

/**
 * Builds an app and writes its Terraform JSON, where `cdktf` asks for it, else to `cdktf.out`.
 * @param build adds the stacks
 * @returns the app, whose `outdir` holds the files
 * @throws UserError when a construct or a policy is wrong, with every mistake found at that stage
 */
export async function synthesiseApp(build: (app: App) => void, config: AppConfig = {}): Promise<App> {
  await loadCSharp();
  const mapped = process.sourceMapsEnabled;
  // cdktf notes a stack for every token, and mapping the frames of each to TypeScript would take longer than all the rest.
  process.setSourceMapsEnabled(false);
  try {
    const app = new App({ stackTraces: false, ...config });
    build(app);
    app.synth();
    return app;
  } catch (error) {
    const found = error instanceof Error ? VALIDATION_FAILURE.exec(error.message)?.[1] : undefined;
    throw found === undefined ? error : new UserError(found.replace(/^ {2}/gm, ''));
  } finally {
    process.setSourceMapsEnabled(mapped);
  }
}

/**
 * The program that `app` in cdktf.json names: {@link synthesiseApp}, and a mistake in the stacks is a message on stderr and
 * exit code 1, without a stack trace.
 * @param build adds the stacks
 */
export async function runApp(build: (app: App) => void): Promise<void> {
  try {
    await synthesiseApp(build);
  } catch (error) {
    process.exitCode = 1;
    process.stderr.write(`${error instanceof UserError ? error.message : describeUnexpected(error)}\n`);
  }
}

function describeUnexpected(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
