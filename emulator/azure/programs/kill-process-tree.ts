import { spawnSync } from 'node:child_process';
import { errorCode } from '../../gateway/error-details';

/**
 * Signals a process that leads its own process group and everything it started. Windows has no groups and no signals: there
 * the tree is ended at once. A process that is gone already is no error.
 */
export function killProcessTree(processId: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  if (process.platform === 'win32') {
    spawnSync('taskkill', ['/pid', String(processId), '/T', '/F'], { stdio: 'ignore', windowsHide: true });
    return;
  }
  try {
    process.kill(-processId, signal);
  } catch (error) {
    // ESRCH: nobody is left in the group. EPERM: macOS says so of a group of zombies.
    if (!['ESRCH', 'EPERM'].includes(errorCode(error) ?? '')) throw error;
  }
}
