import { writeFileSync } from 'node:fs';
import { createDeployCommand } from '../../cli/deploy';
import type { Machine, ProgramResult } from '../../cli/deploy/machine';
import { runHere } from '../support/command';

const SUBSCRIPTION = '11111111-2222-3333-4444-555555555555';
const ACCOUNT = JSON.stringify({ id: SUBSCRIPTION, name: 'Development', user: { name: 'dana@contoso.com' } });
const READY = { ARM_SUBSCRIPTION_ID: SUBSCRIPTION, MCP_GATEWAY_PUBLISHER_EMAIL: 'platform@contoso.com' };
const ROBOT = JSON.stringify([
  { id: 'robot', name: 'Robot', redirectUris: ['https://robot.example.com/callback'], confidential: true },
]);

/** A machine where everything is there, and cdktf writes outputs. It records what it was asked for. */
class TestMachine implements Machine {
  interactive = false;
  env: Record<string, string | undefined> = {};
  programs: Record<string, ProgramResult> = {
    terraform: { code: 0, stdout: '{"terraform_version": "1.11.4"}' },
    az: { code: 0, stdout: ACCOUNT },
  };
  answers: string[] = [];
  exitCode = 0;
  readonly questions: string[] = [];
  readonly said: string[] = [];
  readonly shown: { args: readonly string[]; env: Readonly<Record<string, string | undefined>> }[] = [];

  ask(question: string): Promise<string> {
    this.questions.push(question);
    return Promise.resolve(this.answers.shift() ?? '');
  }

  read(program: string): Promise<ProgramResult> {
    return Promise.resolve(this.programs[program] ?? { code: undefined, stdout: '' });
  }

  show(_program: string, args: readonly string[], env: Readonly<Record<string, string | undefined>>): Promise<number> {
    this.shown.push({ args, env });
    if (this.exitCode === 0) {
      const outputs = { 'mcp-gateway': { mcp_endpoints: { functions: 'https://apim.example.net/mcp' } } };
      writeFileSync(args[args.indexOf('--outputs-file') + 1] ?? '', JSON.stringify(outputs));
    }
    return Promise.resolve(this.exitCode);
  }

  say(line: string): void {
    this.said.push(line);
  }

  get text(): string {
    return this.said.join('\n');
  }
}

let machine: TestMachine;
const run = (...args: string[]) => runHere(createDeployCommand(machine), ...args);

beforeEach(() => {
  machine = new TestMachine();
});

describe('npm run deploy', () => {
  it('runs cdktf deploy when everything is there, and prints what to connect to', async () => {
    machine.env = READY;
    expect(await run('--yes')).toEqual({ code: 0, stdout: '', stderr: '' });
    expect(machine.shown).toHaveLength(1);
    expect(machine.shown[0]?.args.slice(1)).toEqual([
      'deploy',
      'mcp-gateway',
      '--outputs-file',
      expect.any(String),
      '--auto-approve',
    ]);
    expect(machine.shown[0]?.env).toMatchObject({ ...READY, CHECKPOINT_DISABLE: '1' });
    expect(machine.text).toContain('Terraform: 1.11.4');
    expect(machine.text).toContain('Left out: slack. To have it, set SLACK_BOT_TOKEN.');
    expect(machine.text).toContain('Signed in to Azure: as dana@contoso.com');
    expect(machine.text).toContain('"url": "https://apim.example.net/mcp"');
  });

  it('tells everything that is missing at once, and runs nothing', async () => {
    machine.programs = {};
    machine.env = { MCP_GATEWAY_STATIC_CLIENTS: ROBOT };
    const { code, stderr } = await run();
    expect(code).toBe(1);
    expect(stderr.split('\n').map((line) => line.slice(0, 42))).toEqual([
      'Before anything is deployed:',
      '- Terraform: no. Install Terraform 1.5.0 o',
      '- Signed in to Azure: no. Install the Azur',
      '- ARM_SUBSCRIPTION_ID is not set. Subscrip',
      '- MCP_GATEWAY_PUBLISHER_EMAIL is not set. ',
      '- Nobody is there to approve the plan: add',
      '- CLIENT_SECRET_ROBOT is not set. Secret o',
      '',
    ]);
    expect(machine.shown).toEqual([]);
  });

  it('tells wrong settings together with the rest', async () => {
    machine.env = { ...READY, MCP_GATEWAY_LOCATION: 'Sweden Central' };
    machine.programs = { ...machine.programs, terraform: { code: 0, stdout: '{"terraform_version":"1.4.9"}' } };
    const { code, stderr } = await run('--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('"terraform" is version 1.4.9. Install 1.5.0 or later.');
    expect(stderr).toContain('MCP_GATEWAY_LOCATION is "Sweden Central"');
  });

  it('asks for what is missing where somebody can answer, until the answer will do', async () => {
    machine.interactive = true;
    machine.answers = ['', 'nobody', 'dana@contoso.com', 'westeurope', ''];
    expect((await run()).code).toBe(0);
    expect(machine.questions).toEqual([
      `ARM_SUBSCRIPTION_ID [${SUBSCRIPTION}]: `,
      'MCP_GATEWAY_PUBLISHER_EMAIL: ',
      'MCP_GATEWAY_PUBLISHER_EMAIL: ',
      'MCP_GATEWAY_LOCATION [swedencentral]: ',
      'MCP_GATEWAY_NAME_PREFIX [mcpgw]: ',
    ]);
    expect(machine.text).toContain('It must be an e-mail address of at most 100 characters.');
    expect(machine.text).toContain('  export MCP_GATEWAY_LOCATION=westeurope');
    expect(machine.shown[0]?.args).not.toContain('--auto-approve');
    expect(machine.shown[0]?.env).toMatchObject({
      ARM_SUBSCRIPTION_ID: SUBSCRIPTION,
      MCP_GATEWAY_PUBLISHER_EMAIL: 'dana@contoso.com',
      MCP_GATEWAY_LOCATION: 'westeurope',
      MCP_GATEWAY_NAME_PREFIX: 'mcpgw',
    });
  });

  it('asks nothing when something is missing that no answer brings', async () => {
    machine.interactive = true;
    machine.programs = { ...machine.programs, az: { code: 1, stdout: '' } };
    expect((await run()).stderr).toContain('- Signed in to Azure: no. Run: az login');
    expect(machine.questions).toEqual([]);
  });

  it('takes a sign-in from the environment', async () => {
    machine.programs = { terraform: { code: 0, stdout: '{"terraform_version":"1.5.0"}' } };
    machine.env = { ...READY, ARM_USE_OIDC: 'true' };
    expect((await run('--check')).code).toBe(0);
    expect(machine.text).toContain('Nothing was deployed.');
    expect(machine.shown).toEqual([]);
  });

  it('hands secrets to Terraform by their variables and shows them to nobody', async () => {
    machine.env = { ...READY, MCP_GATEWAY_STATIC_CLIENTS: ROBOT, CLIENT_SECRET_ROBOT: 'a-secret-of-the-test' };
    const { code, stderr, stdout } = await run('--yes');
    expect(code).toBe(0);
    expect(machine.shown[0]?.env).toMatchObject({ TF_VAR_client_secret_robot: 'a-secret-of-the-test' });
    expect(machine.text + stderr + stdout + machine.shown[0]?.args.join(' ')).not.toContain('a-secret-of-the-test');
  });

  it('has a backend whose variable is there', async () => {
    machine.env = { ...READY, SLACK_BOT_TOKEN: 'xoxb-of-the-test' };
    expect((await run('--yes')).code).toBe(0);
    expect(machine.shown[0]?.env).toMatchObject({ TF_VAR_slack_bot_token: 'xoxb-of-the-test' });
    expect(machine.text).not.toContain('Left out: slack');
    expect(machine.text).not.toContain('xoxb-of-the-test');
  });

  it('leaves TF_VAR_ variables as they are', async () => {
    machine.env = {
      ...READY,
      MCP_GATEWAY_STATIC_CLIENTS: ROBOT,
      CLIENT_SECRET_ROBOT: 'one',
      TF_VAR_client_secret_robot: 'other',
    };
    expect((await run('--yes')).code).toBe(0);
    expect(machine.shown[0]?.env).toMatchObject({ TF_VAR_client_secret_robot: 'other' });
  });

  it('says what to do when cdktf fails', async () => {
    machine.env = READY;
    machine.exitCode = 7;
    const { code, stderr } = await run('--yes');
    expect(code).toBe(1);
    expect(stderr).toContain('cdktf deploy ended with exit code 7');
    expect(stderr).not.toContain('    at ');
  });
});
