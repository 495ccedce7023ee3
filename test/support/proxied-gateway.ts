import type { LocalGateway, LocalGatewayOptions } from '../../emulator/local-gateway';
import { EntraProxy } from './entra-proxy';
import { bootGateway, TestClock } from './gateway';
import { StoreProxy } from './store-proxy';

/** A gateway whose clock, store and Entra do what a test wants. */
export interface ProxiedGateway {
  readonly gateway: LocalGateway;
  readonly clock: TestClock;
  readonly store: StoreProxy;
  readonly entra: EntraProxy;
  /** Opens every rate limit's window anew. */
  waitForLimits(): void;
  close(): Promise<void>;
}

/** The longest window of the gateway's limits, and a second. */
const LIMIT_WINDOW_SECONDS = 61;

/** Boots the gateway with proxies in front of its store and of Entra. */
export async function bootProxiedGateway(
  stackFile: string,
  options: Partial<LocalGatewayOptions> = {},
): Promise<ProxiedGateway> {
  const clock = new TestClock();
  const gateway = await bootGateway(stackFile, { ...options, clock });
  const store = await new StoreProxy(gateway.hosts).start();
  const entra = await new EntraProxy(gateway.hosts).start();
  return {
    gateway,
    clock,
    store,
    entra,
    waitForLimits: () => clock.advanceSeconds(LIMIT_WINDOW_SECONDS),
    close: async () => {
      await gateway.close();
      await Promise.all([store.close(), entra.close()]);
    },
  };
}

/** Opens the limits, and has the proxies forward everything as it is. */
export function startAfresh(proxied: Pick<ProxiedGateway, 'waitForLimits' | 'store' | 'entra'>): void {
  proxied.waitForLimits();
  proxied.store.reset();
  proxied.entra.reset();
}
