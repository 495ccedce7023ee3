import { Command, CommanderError } from 'commander';

/** Exit codes of every command: 0 it worked, 1 it did not, 2 it was called wrongly. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** Errors that mean a mistake of ours, not of the user: they keep their stack. */
const PROGRAMMING_ERRORS = [TypeError, RangeError, ReferenceError, SyntaxError];

/** A command-line program with the conventions all of ours share: `--help`, exit codes, errors on stderr. */
export function createCommand(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .helpOption('--help', 'show this help')
    .exitOverride()
    .configureOutput({ outputError: (text, write) => write(text) });
}

/**
 * Parses the arguments, runs the command's action and turns what went wrong into a message and an exit code.
 * A user's mistake prints its message alone.
 */
export async function runCommand(command: Command, argv: readonly string[]): Promise<void> {
  try {
    await command.parseAsync([...argv]);
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? EXIT.ok : EXIT.usage;
      return;
    }
    process.stderr.write(`${describeError(error)}\n`);
    process.exitCode = EXIT.failed;
  }
}

/** The text for people: the message, or the stack when the error is a mistake in this project. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  const ours = PROGRAMMING_ERRORS.some((type) => error instanceof type);
  return ours
    ? `This is a mistake in Azure MCP Gateway, please report it.\n${error.stack ?? error.message}`
    : error.message;
}
