import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createFunctionsWorker, type FunctionsWorker } from '../../../../emulator/azure/functions/worker';
import { writeWorkerProgram } from '../../../../emulator/azure/functions/worker-program';

const directory = mkdtempSync(join(tmpdir(), 'worker-test-'));
const program = writeWorkerProgram(directory);
afterAll(() => rmSync(directory, { recursive: true, force: true }));

let worker: FunctionsWorker;
const lines: string[] = [];
let onLine: (line: string) => void = () => undefined;
afterEach(async () => {
  await worker.close();
  lines.splice(0);
});

/** A programming model as @azure/functions has one, in small: the function gets the trigger's text. */
const MODEL = `
  const core = require('@azure/functions-core');
  core.setProgrammingModel({
    getInvocationModel: (ctx) => ({
      getArguments: async () => ({ context: ctx, inputs: [ctx.request.inputData[0].data.string] }),
      invokeFunction: async (context, inputs, handler) => handler(...inputs, context),
      getResponse: async (_context, result) => ({ returnValue: result === undefined ? null : { string: result } }),
    }),
  });
  const register = (name, handler) => core.registerFunction({ name, bindings: {} }, handler);
`;

let counter = 0;
function workerFor(script: string, environment: Readonly<Record<string, string>> = {}): FunctionsWorker {
  const entry = join(directory, `entry${(counter += 1)}.js`);
  writeFileSync(entry, script);
  let id = 0;
  worker = createFunctionsWorker({
    program,
    entry,
    workingDirectory: directory,
    environment,
    newId: () => String((id += 1)),
    log: (line) => {
      lines.push(line);
      onLine(line);
    },
  });
  return worker;
}

const call = (functionName: string, text = ''): Promise<string | undefined> =>
  worker.invoke({ functionName, triggerName: 'trigger', triggerValue: { string: text }, triggerMetadata: {} });

describe('createFunctionsWorker', () => {
  it('runs a registered function and returns what it returned', async () => {
    workerFor(`${MODEL} register('echo', (text) => 'got ' + text); register('nothing', () => undefined);`);
    expect(await worker.ensureRunning()).toEqual([
      { name: 'echo', bindings: {} },
      { name: 'nothing', bindings: {} },
    ]);
    expect(await call('echo', 'x')).toBe('got x');
    expect(await call('nothing')).toBeUndefined();
  });

  it('gives the code the environment it is told and nothing of its own', async () => {
    process.env.TF_VAR_worker_test = 'secret';
    workerFor(`${MODEL} register('env', () => JSON.stringify(process.env));`, { SETTING: 'value' });
    const environment: unknown = JSON.parse((await call('env')) ?? '{}');
    delete process.env.TF_VAR_worker_test;
    expect(environment).toEqual({ SETTING: 'value' });
  });

  it('reports what a function threw', async () => {
    workerFor(`${MODEL} register('fail', () => { throw new RangeError('too far'); });`);
    await expect(call('fail')).rejects.toThrow('RangeError: too far');
    await expect(call('other')).rejects.toThrow('No function "other" is registered.');
  });

  it('fails the calls of a process that dies, and starts it again for the next', async () => {
    workerFor(`${MODEL} register('die', () => process.exit(3)); register('live', () => 'alive');`);
    await worker.ensureRunning();
    const failed = await Promise.allSettled([call('die'), call('die')]);
    expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
    expect(await Promise.all([call('live'), call('live')])).toEqual(['alive', 'alive']);
  });

  it.each([
    ['throws', 'throw new Error("broken")', 'Error: broken'],
    ['cannot be parsed', 'const =', 'SyntaxError'],
    ['exits', 'process.exit(4)', 'exit code 4'],
    [
      'uses a hook',
      'require("@azure/functions-core").registerHook("preInvocation")',
      'hook "preInvocation" is not provided',
    ],
    [
      'registers a name twice',
      'const c = require("@azure/functions-core"); c.registerFunction({name:"a"}); c.registerFunction({name:"a"})',
      'already been registered',
    ],
  ])('says why code that %s does not start', async (_case, script, message) => {
    await expect(workerFor(script).ensureRunning()).rejects.toThrow(message);
  });

  it('tries again after a failed start', async () => {
    workerFor('throw new Error("broken")');
    await expect(worker.ensureRunning()).rejects.toThrow('broken');
    await expect(worker.ensureRunning()).rejects.toThrow(/broken|ended before/);
  });

  it('passes on warnings and errors, and no lesser message', async () => {
    workerFor(`${MODEL} register('talk', () => {
      for (const level of ['information', 'warning', 'error']) core.log(level, 'user', level + '!');
      return '';
    });`);
    await call('talk');
    expect(lines).toEqual(['warning: warning!', 'error: error!']);
  });

  it('passes on what the code prints', async () => {
    const printed = new Promise<string>((resolve) => (onLine = resolve));
    workerFor(`${MODEL} console.log('printed'); register('f', () => '');`);
    await worker.ensureRunning();
    expect(await printed).toBe('printed');
  });

  it('ends the process on close and starts no other', async () => {
    workerFor(`${MODEL} register('pid', () => String(process.pid));`);
    const pid = Number(await call('pid'));
    await worker.close();
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
    await expect(worker.ensureRunning()).rejects.toThrow('was stopped');
  });

  it('leaves no process behind when the host is gone', async () => {
    workerFor('setInterval(() => undefined, 60_000)');
    const entry = join(directory, `entry${counter}.js`);
    const child = spawn(process.execPath, [program, entry], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
    await once(child, 'message');
    child.disconnect();
    expect(await once(child, 'exit')).toEqual([0, null]);
  });
});
