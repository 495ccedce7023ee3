import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Command } from 'commander';
import { UserError } from '../constructs/user-error';
import { synthesise } from '../main';
import { readSettings, SettingsError, type Settings } from '../settings';
import { describeLeftOut, leftOutBackends } from '../stacks/backends';
import { STACK_NAME } from '../stacks/mcp-gateway-stack';
import { createCommand, EXIT, runCommand } from './command';
import { vsCodeSettings } from './connection-settings';
import { thisMachine, type Machine } from './deploy/machine';
import { answers, openQuestions, type Question } from './deploy/questions';
import { checkSignIn, checkTerraform, type Requirement } from './deploy/requirements';
import { plainVariable, secretVariables, terraformVariables } from './deploy/secrets';

interface DeployOptions {
  readonly yes?: true;
  readonly check?: true;
}

type Environment = Record<string, string | undefined>;

async function deploy(machine: Machine, { yes, check }: DeployOptions): Promise<void> {
  machine.say('Checking what a deployment needs ...');
  const [terraform, { requirement: signIn, subscription }] = await Promise.all([
    checkTerraform(machine),
    checkSignIn(machine),
  ]);
  for (const requirement of [terraform, signIn]) {
    if (requirement.met) machine.say(`  ${requirement.name}: ${requirement.found}`);
  }
  const asks = machine.interactive && yes !== true;
  const approved = asks || yes === true || check === true;
  const questions = openQuestions(machine.env, subscription);
  const mistakes = settingsMistakes(machine.env);
  const problems = [
    ...unmet([terraform, signIn]),
    ...mistakes,
    ...(asks ? [] : questions.filter(hasNoAnswer).map(asProblem)),
    ...(approved ? [] : ['Nobody is there to approve the plan: add --yes to apply it without asking.']),
  ];
  // Nobody answers questions for a deployment that cannot be.
  if (asks && problems.length > 0) refuse(problems);
  const environment = {
    ...machine.env,
    ...(asks ? await answers(questions, machine) : suggestions(questions)),
    CHECKPOINT_DISABLE: '1',
  };
  // Secrets are looked for as soon as the settings say which backends there are, so that they are told together.
  const settings = mistakes.length === 0 ? readSettings(environment) : undefined;
  const secrets = settings === undefined ? undefined : await secretsOf(settings, environment);
  const missing = [...problems, ...(secrets?.missing ?? [])];
  if (settings === undefined || secrets === undefined || missing.length > 0) refuse(missing);
  machine.say(describePlan(settings, environment, questions));
  if (check === true) machine.say('Everything a deployment needs is there. Nothing was deployed.');
  else await runDeployment(machine, { ...environment, ...secrets.values }, yes === true);
}

function refuse(problems: readonly string[]): never {
  throw new UserError(['Before anything is deployed:', ...problems.map((line) => `- ${line}`)].join('\n'));
}

function suggestions(questions: readonly Question[]): Environment {
  return Object.fromEntries(questions.map(({ variable, suggestion }) => [variable, suggestion]));
}

function unmet(requirements: readonly Requirement[]): readonly string[] {
  return requirements.flatMap((requirement) =>
    requirement.met ? [] : [`${requirement.name}: no. ${requirement.fix}`],
  );
}

function settingsMistakes(env: Machine['env']): readonly string[] {
  try {
    readSettings(env);
    return [];
  } catch (error) {
    if (error instanceof SettingsError) return [error.message];
    throw error;
  }
}

/** Without somebody to ask, a suggestion counts only where nothing depends on the machine it was made on. */
function hasNoAnswer({ variable, suggestion }: Question): boolean {
  return suggestion === undefined || variable === 'ARM_SUBSCRIPTION_ID';
}

function asProblem({ variable, description, rule, example }: Question): string {
  return `${variable} is not set. ${description} It must be ${rule}. Set it like ${variable}=${example}.`;
}

/** Synthesises once to see which secrets Terraform has to be told. */
async function secretsOf(
  settings: Settings,
  env: Environment,
): Promise<{ readonly values: Readonly<Record<string, string>>; readonly missing: readonly string[] }> {
  const outdir = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-deploy-'));
  try {
    const { stackFile } = await synthesise({ outdir, settings });
    const { values, missing } = terraformVariables(secretVariables(stackFile), env);
    return {
      values,
      missing: missing.map(
        ({ name, description }) =>
          `${plainVariable(name)} is not set. ${description} Set it, or TF_VAR_${name}; it is kept out of every file but Terraform's state.`,
      ),
    };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}

function describePlan(settings: Settings, env: Environment, asked: readonly Question[]): string {
  return [
    '',
    `Subscription    ${env['ARM_SUBSCRIPTION_ID'] ?? ''}`,
    `Location        ${settings.location}`,
    `API Management  ${settings.sku}, notices go to ${settings.publisherEmail}`,
    ...(asked.length === 0
      ? []
      : [
          '',
          'Keep these for the next deployment:',
          ...asked.map(({ variable }) => `  export ${variable}=${env[variable] ?? ''}`),
        ]),
    '',
    ...describeLeftOut(leftOutBackends(settings)),
    '',
  ].join('\n');
}

async function runDeployment(machine: Machine, env: Environment, yes: boolean): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'azure-mcp-gateway-deploy-'));
  try {
    const outputsFile = join(folder, 'outputs.json');
    const cdktf = join(dirname(require.resolve('cdktf-cli/package.json')), 'bundle', 'bin', 'cdktf');
    const args = ['deploy', STACK_NAME, '--outputs-file', outputsFile, ...(yes ? ['--auto-approve'] : [])];
    machine.say(
      'Running cdktf deploy. API Management takes minutes with a v2 SKU, half an hour or more with the others.\n',
    );
    const code = await machine.show(process.execPath, [cdktf, ...args], env);
    if (code !== 0) {
      throw new UserError(
        `cdktf deploy ended with exit code ${code}; what it says stands above. What was created stays: correct the cause and run the command again, it goes on from there.`,
      );
    }
    const endpoints = readEndpoints(outputsFile);
    machine.say(
      endpoints.length === 0
        ? '\nNothing was deployed.'
        : [
            '',
            'Deployed. VS Code, .vscode/mcp.json:',
            vsCodeSettings(endpoints),
            '',
            'npx cdktf destroy removes everything.',
          ].join('\n'),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Reads what cdktf writes after a deployment: outputs by stack. Empty when somebody declined the plan. */
function readEndpoints(outputsFile: string): readonly { readonly name: string; readonly url: string }[] {
  try {
    const outputs = JSON.parse(readFileSync(outputsFile, 'utf8')) as Record<
      string,
      { mcp_endpoints?: Record<string, string> }
    >;
    return Object.entries(outputs[STACK_NAME]?.mcp_endpoints ?? {}).map(([name, url]) => ({ name, url }));
  } catch {
    return [];
  }
}

/** The program behind `npm run deploy`. @param machine where it runs */
export function createDeployCommand(machine: Machine): Command {
  return createCommand(
    'npm run deploy --',
    'Checks everything a deployment needs, asks for what is missing, and runs cdktf deploy.',
  )
    .option('--yes', 'ask nothing and apply the plan without approval, for pipelines')
    .option('--check', 'only check what a deployment needs')
    .addHelpText(
      'after',
      `\nExit codes: ${EXIT.ok} deployed, ${EXIT.failed} something is missing or failed, ${EXIT.usage} called wrongly.`,
    )
    .action((options: DeployOptions) => deploy(machine, options));
}

if (require.main === module) void runCommand(createDeployCommand(thisMachine()), process.argv);
