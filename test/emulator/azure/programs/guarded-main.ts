/** Runs a guarded program and prints the ids of program and guard, which differ from run to run; then waits to be killed. */
import childProcess from 'node:child_process';

const spawned: number[] = [];
const { spawn } = childProcess;
childProcess.spawn = ((...args: Parameters<typeof spawn>) => {
  const child = spawn(...args);
  spawned.push(child.pid ?? 0);
  return child;
}) as typeof spawn;

async function main(): Promise<void> {
  const { programOf, ENVIRONMENT_SERVER } = await import('./programs-fixture.js');
  const { program } = await programOf(ENVIRONMENT_SERVER);
  await program.ensureListening();
  const [first = 0, second = 0] = spawned;
  process.stdout.write(`${JSON.stringify({ program: first, guard: second })}\n`);
  setInterval(() => undefined, 1000);
}

void main();
