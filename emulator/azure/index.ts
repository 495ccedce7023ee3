import { startCosmos } from './cosmos/start';
import { createStartEntra } from './entra/start';
import { startFunctions } from './functions/start';
import { startManagedIdentity } from './managed-identity/start';
import type { StartStandIn } from './stand-in';
import { startStorage } from './storage/start';

/**
 * Every part of Azure that runs on this machine, in the order it starts: managed identity first, the others ask it.
 * @param user test user that Entra signs in without its page
 * @throws Error that lists the test users when `user` is none of them
 */
export function standIns(user: string | undefined): readonly StartStandIn[] {
  return [startManagedIdentity, createStartEntra({ user }), startCosmos, startStorage, startFunctions];
}
