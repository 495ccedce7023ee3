import { startContainers } from './containers/start';
import { startCosmos } from './cosmos/start';
import { createStartEntra, type EntraOptions } from './entra/start';
import { startFunctions } from './functions/start';
import { startManagedIdentity } from './managed-identity/start';
import { startOpenAi } from './openai/start';
import type { StartStandIn } from './stand-in';
import { startRemoteServers } from './remote-servers/start';
import { startStorage } from './storage/start';

/**
 * Every part of Azure that runs on this machine, in the order it starts: managed identity first, the others ask it.
 * @throws Error that lists the test users when `entra.user` is none of them
 */
export function standIns(entra: EntraOptions): readonly StartStandIn[] {
  return [
    startManagedIdentity,
    createStartEntra(entra),
    startCosmos,
    startStorage,
    startFunctions,
    startOpenAi,
    startContainers,
    startRemoteServers,
  ];
}
