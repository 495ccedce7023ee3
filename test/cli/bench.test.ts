import { runProgram } from '../support/command';

describe('npm run bench', () => {
  it('puts a small load on the gateway and finds no error', async () => {
    const { code, stdout, stderr } = await runProgram(
      'cli/bench.ts',
      ...['load', '--logins', '3', '--sessions', '6', '--seconds', '1'],
    );
    expect({ code, stderr: code === 0 ? '' : stderr + stdout }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^3 logins at once +3 /m);
    expect(stdout).toMatch(/^6 sessions, gateway +\d+ /m);
  }, 90_000);

  it.each([[['--seconds', '0']], [['--logins', 'many']], [['storage']]])('refuses %j', async (args) => {
    expect((await runProgram('cli/bench.ts', ...args)).code).toBe(2);
  });
});
