import { errorMessage } from '../../gateway/error-details';
import type { ResolvedStack } from '../../stack/resolved-stack';
import type { LoopbackServer } from '../loopback-server';
import { IdentityDirectory } from '../managed-identity/directory';
import { readLocalCommand } from '../programs/local-command';
import { playCommand } from '../programs/play-command';
import { createProcessGuard } from '../programs/process-guard';
import type { Program } from '../programs/program';
import type { StandIn, StandInEnvironment } from '../stand-in';
import { CONTAINER_ATTRIBUTES } from './attributes';
import type { SecretReader } from './container-secrets';
import { playerOf } from './image-catalogue';
import { PlayerMissingError, type PlayerTools } from './image-player';
import { startIngress } from './ingress';
import { readContainerApps, type ContainerApp } from './read-container-apps';

/**
 * Stands in for Azure Container Apps: runs a program for each app and serves the app's public host in front of it, as the
 * ingress does. The program is what the app's metadata says (`//.local`), or else what the catalogue knows of the image. An app
 * with neither has nothing behind its host, which the operator is told.
 */
export async function startContainers(environment: StandInEnvironment): Promise<StandIn> {
  const guard = createProcessGuard();
  const closers: (() => Promise<void>)[] = [];

  const run = async (app: ContainerApp): Promise<void> => {
    if (environment.hosts.isReplaced(app.host)) return;
    const program = await prepare(app, { environment, guard }).catch((error: unknown) => {
      if (!(error instanceof PlayerMissingError)) throw error;
      environment.log(error.message);
    });
    if (program === undefined) return;
    closers.push(() => program.close());
    const server: LoopbackServer = await startIngress({
      host: app.host,
      authentication: app.authentication,
      program,
      clock: environment.clock,
      log: environment.log,
    });
    closers.push(() => server.close());
    environment.hosts.map(app.host, `http://127.0.0.1:${server.port}`);
    // A program that does not start is no reason to keep the other backends from working: its own answers 503.
    await program.ensureListening().catch((error: unknown) => environment.log(errorMessage(error)));
  };

  return {
    computes: CONTAINER_ATTRIBUTES,
    configure: async (stack) => {
      const results = await Promise.allSettled(readContainerApps(stack, secretReader(stack, environment)).map(run));
      const failed = results.flatMap((result) => (result.status === 'rejected' ? [errorMessage(result.reason)] : []));
      if (failed.length > 0) throw new Error(failed.join('\n'));
    },
    close: async () => {
      await Promise.all(closers.splice(0).map((close) => close()));
      await guard.close();
    },
  };
}

/** The program that plays an app. @throws PlayerMissingError when there is none on this machine */
async function prepare(app: ContainerApp, tools: PlayerTools): Promise<Program> {
  const { environment, guard } = tools;
  const local = readLocalCommand(app.resource);
  if (local !== undefined) {
    const { variables, secrets } = app.environment;
    return playCommand(local, { name: app.name, variables, secrets, guard, log: environment.log });
  }
  const play = playerOf(app.image);
  if (play !== undefined) return play(app, tools);
  throw new PlayerMissingError(
    `${app.resource.address}: this machine has no program for the image ${app.image}, so its calls fail. Say how to run it with local: { command, args } of its construct, or name the URL of a running one with --backend.`,
  );
}

function secretReader(stack: ResolvedStack, environment: StandInEnvironment): SecretReader {
  const directory = new IdentityDirectory(stack);
  return ({ ownerAddress, secretId, identityId }) => {
    const { principalId } = directory.identity(ownerAddress, { resourceId: identityId });
    if (environment.secrets.current === undefined) throw new Error('the secrets of the stack are not known yet');
    return environment.secrets.current.read(secretId, principalId);
  };
}
