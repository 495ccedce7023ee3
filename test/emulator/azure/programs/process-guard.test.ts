import { once } from 'node:events';
import { startCommand } from '../../../support/command';
import { isAlive, until } from './programs-fixture';

describe('createProcessGuard', () => {
  it('ends the programs of a gateway that is killed, and itself', async () => {
    // Windows ends process trees by itself when a job is closed; what is tested here is the POSIX way.
    if (process.platform === 'win32') return;
    const gateway = startCommand(process.execPath, ['--import', 'tsx', 'test/emulator/azure/programs/guarded-main.ts']);
    const { program, guard } = JSON.parse(await gateway.firstLine()) as { program: number; guard: number };
    gateway.process.kill('SIGKILL');
    await once(gateway.process, 'exit');
    await until(() => !isAlive(program));
    await until(() => !isAlive(guard));
  });
});
