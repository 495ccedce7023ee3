import type { Hosts } from './stand-in';

/** {@link Hosts} with the way back, for what leaves the gateway towards a browser. */
export interface HostMap extends Hosts {
  /** The public hosts that are mapped. */
  publicHosts(): readonly string[];
  /** The operator sends the calls of a host elsewhere, with `--backend`. */
  replace(publicHost: string): void;
}

/** Creates the table of public hosts that are served on this machine. Empty at first; stand-ins fill it. */
export function createHosts(): HostMap {
  const origins = new Map<string, URL>();
  const replaced = new Set<string>();
  return {
    map: (publicHost, loopbackOrigin) => {
      origins.set(publicHost.toLowerCase(), new URL(loopbackOrigin));
    },
    toLoopback: (url) => {
      const origin = origins.get(url.hostname);
      if (origin === undefined) return undefined;
      const loopback = new URL(url);
      loopback.protocol = origin.protocol;
      loopback.host = origin.host;
      return loopback;
    },
    publicHosts: () => [...origins.keys()],
    replace: (publicHost) => void replaced.add(publicHost.toLowerCase()),
    isReplaced: (publicHost) => replaced.has(publicHost.toLowerCase()),
  };
}
