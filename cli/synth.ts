import { relative } from 'node:path';
import type { Command } from 'commander';
import { synthesise } from '../main';
import { SETTINGS } from '../settings';
import { describeLeftOut } from '../stacks/backends';
import { createCommand, runCommand } from './command';

function settingsHelp(): string {
  const lines = Object.values(SETTINGS).map(
    ({ variable, description, example }) => `  ${variable.padEnd(32)} ${description} Example: ${example}`,
  );
  return ['', 'Settings, as environment variables; none is required:', ...lines].join('\n');
}

/** The program behind `npm run synth`. */
export function createSynthCommand(): Command {
  return createCommand(
    'npm run synth --',
    'Writes the Terraform JSON of the gateway. Needs no network, no terraform and no Azure subscription.',
  )
    .option('--output <folder>', 'folder to write to', 'cdktf.out')
    .addHelpText('after', settingsHelp())
    .action(async ({ output }: { output: string }) => {
      const { stackFile, leftOut } = await synthesise({ outdir: output });
      process.stdout.write(
        [
          `Wrote ${relative(process.cwd(), stackFile)}`,
          ...describeLeftOut(leftOut),
          'Next: npm start serves it on this machine; npx cdktf deploy applies it to your Azure subscription.',
          '',
        ].join('\n'),
      );
    });
}

if (require.main === module) void runCommand(createSynthCommand(), process.argv);
