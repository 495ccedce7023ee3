import type { LocalGateway } from '../../emulator/local-gateway';
import type { ClientDocumentHost } from '../support/client-document-host';
import type { EntraProxy } from '../support/entra-proxy';
import type { TestClock } from '../support/gateway';
import type { RawClient } from '../support/oauth-client';
import type { StoreProxy } from '../support/store-proxy';
import type { RecordingBackend } from './recording-backend';

/** A gateway under attack, and everything around it that an attacker, or bad luck, may control. */
export interface Target {
  readonly gateway: LocalGateway;
  readonly origin: string;
  readonly clock: TestClock;
  readonly entra: EntraProxy;
  readonly store: StoreProxy;
  /** The hosts of client metadata documents, and one that the gateway should not dial. */
  readonly documents: ClientDocumentHost;
  /** The MCP server behind every endpoint. */
  readonly backend: RecordingBackend;
  /** A client of `/mcp`. */
  readonly client: RawClient;
  /** A client of `/wiki`, the other endpoint of the same gateway. */
  readonly wikiClient: RawClient;
  /** A client of `/chat/sse`, an endpoint of the older transport. */
  readonly chatClient: RawClient;
  /** Id of a client that is registered once for all attacks. */
  clientId(): Promise<string>;
  /** Opens every rate limit's window anew. */
  waitForLimits(): void;
}

/** One attack on a running gateway. */
export interface Attack {
  /** What the attacker tries, as a sentence without its subject. */
  readonly name: string;
  /** Checks without which this attack succeeds: `<document>/<check id>`, as mutations are named. */
  readonly removes: readonly string[];
  /** @throws when the attack succeeds; returns when the gateway withstands it */
  run(target: Target): Promise<void>;
}
