import { runProgram } from '../support/command';

describe('npm run demo', () => {
  it('logs in, calls tools, is refused with a tampered token and exits 0', async () => {
    const { code, stdout, stderr } = await runProgram('cli/demo.ts');
    expect(stderr).toBe('');
    expect(code).toBe(0);
    for (const step of [
      'Call without a token',
      'Discover',
      'Register and log in',
      'list tools',
      'Save a snippet',
      'Read it back',
      'Tamper',
    ]) {
      expect(stdout).toContain(step);
    }
    expect(stdout).toContain('get_snippet');
  }, 90_000);

  it('explains itself with --help', async () => {
    const { code, stdout } = await runProgram('cli/demo.ts', '--help');
    expect(code).toBe(0);
    expect(stdout).toContain('--help');
  });
});
