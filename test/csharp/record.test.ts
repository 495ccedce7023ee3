import { startCommand } from '../support/command';
import { DOTNET, describeWith } from '../support/tools';

const RECORD = ['--import', 'tsx', 'test/csharp/record.ts'];

describeWith(DOTNET, 'npm run csharp:record -- --check', () => {
  it('gets from .NET what is recorded, and compiles every expression of the generated policies', async () => {
    const { code, stdout, stderr } = await startCommand(process.execPath, [...RECORD, '--check']).finished;
    expect(stderr).toBe('');
    expect(stdout).toMatch(
      /^\.NET \d+\.\d+\.\d+: \d+ cases answered as recorded, \d+ expressions of the generated policies compile\n$/,
    );
    expect(code).toBe(0);
  }, 300_000);
});

describe('npm run csharp:record without .NET', () => {
  it('says what is missing and fails', async () => {
    const { code, stderr } = await startCommand('env', ['PATH=', process.execPath, ...RECORD, '--check']).finished;
    expect(stderr).toBe(
      'dotnet is not on the PATH. Recording needs the .NET 10 SDK (https://dotnet.microsoft.com/download); replaying the recording does not.\n',
    );
    expect(code).toBe(1);
  });
});
