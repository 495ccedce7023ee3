import { errorMessage } from '../../gateway/error-details';
import type { ResolvedResource } from '../../stack/resolved-stack';
import { readLocalCommand } from '../programs/local-command';
import { playCommand } from '../programs/play-command';
import { createProcessGuard } from '../programs/process-guard';
import type { Program } from '../programs/program';
import { resourcesOfType } from '../stack-values';
import type { StandIn, StandInEnvironment } from '../stand-in';
import { playGitHub } from './github';

/** The servers elsewhere that this machine can play, by host. */
const CATALOGUE: ReadonlyMap<string, (environment: StandInEnvironment) => Promise<Program>> = new Map([
  ['api.githubcopilot.com', playGitHub],
]);

/**
 * Stands in for the servers of others that APIs forward to. What runs in their place is the command in the API's metadata
 * (`//.local`), or else what the catalogue knows of the host; the local gateway dials nothing beyond this machine by itself.
 */
export async function startRemoteServers(environment: StandInEnvironment): Promise<StandIn> {
  const guard = createProcessGuard();
  const programs: Program[] = [];

  const prepare = async (api: ResolvedResource, host: string): Promise<Program | undefined> => {
    const local = readLocalCommand(api);
    if (local === undefined) return CATALOGUE.get(host)?.(environment);
    const name = String(api.attributes.name);
    return playCommand(local, { name, variables: {}, secrets: [], guard, log: environment.log });
  };

  const run = async (api: ResolvedResource, host: string): Promise<void> => {
    const program = await prepare(api, host);
    if (program === undefined) return;
    programs.push(program);
    environment.hosts.map(host, program.origin);
    await program.ensureListening().catch((error: unknown) => {
      environment.log(errorMessage(error));
    });
  };

  return {
    computes: {},
    configure: async (stack) => {
      // Several APIs may stand in front of one server.
      const byHost = new Map<string, ResolvedResource>();
      for (const api of resourcesOfType(stack, 'azurerm_api_management_api')) {
        const host = hostOf(api.attributes.service_url);
        if (host === undefined || environment.hosts.isReplaced(host)) continue;
        if (!byHost.has(host) || api.local !== undefined) byHost.set(host, api);
      }
      await Promise.all([...byHost].map(([host, api]) => run(api, host)));
    },
    close: async () => {
      await Promise.all(programs.splice(0).map((program) => program.close()));
      await guard.close();
    },
  };
}

function hostOf(serviceUrl: unknown): string | undefined {
  return typeof serviceUrl === 'string' && URL.canParse(serviceUrl) ? new URL(serviceUrl).hostname : undefined;
}
