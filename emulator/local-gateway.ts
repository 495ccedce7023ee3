import { randomBytes } from 'node:crypto';
import { TEST_USERS, type UserAdministration } from './azure/entra/users';
import type { HostMap } from './azure/hosts';
import { bootGateway } from './gateway/boot';
import { mcpEndpoints, type GatewayEndpoint } from './gateway/mcp-endpoints';
import { recordedRequest, type RecordedRequest } from './gateway/recorded-request';
import type { Clock, Randomness } from './seams';

/** How to start the local gateway. */
export interface LocalGatewayOptions {
  /** The cdk.tf.json of a synthesised stack, absolute or relative to the working directory. */
  readonly stackFile: string;
  /** Port on 127.0.0.1. @default 0, a free one */
  readonly port?: number;
  /** Test user that Entra signs in without showing its page. @default none: the page is shown */
  readonly user?: string;
  /** URLs to dial instead of an API's service URL, by the API's name or path. */
  readonly backends?: Readonly<Record<string, string>>;
  /** @default the system's clock */
  readonly clock?: Clock;
  /** @default the system's random source */
  readonly randomness?: Randomness;
  /** One line for the operator, never a secret. @default none */
  readonly log?: (line: string) => void;
  /** Where `TF_VAR_<name>` is looked up. @default process.env */
  readonly env?: Readonly<Record<string, string | undefined>>;
}

/** A running local gateway. */
export interface LocalGateway {
  /** `http://localhost:<port>` */
  readonly origin: string;
  /** Where the traces of the last requests are shown. */
  readonly consoleUrl: string;
  /** The URLs that MCP clients connect to. */
  readonly endpoints: readonly GatewayEndpoint[];
  /** Users that can sign in at the local Entra; none when the stack has no application. */
  readonly users: readonly { readonly name: string; readonly displayName: string }[];
  /** What an administrator may do at the local Entra, for instance `entra.disable('alice')`. */
  readonly entra: UserAdministration;
  /** The outputs of the stack, resolved; sensitive ones too. */
  readonly outputs: Readonly<Record<string, unknown>>;
  /** Public hosts that are served on this machine, so that a test can put a proxy or an outage in front of one. */
  readonly hosts: HostMap;
  /** What the policies did with the last requests, oldest first; at most 50. */
  requests(): readonly RecordedRequest[];
  /** Stops: streams end, running requests get five seconds, stand-ins and child processes end. Idempotent. */
  close(): Promise<void>;
}

/**
 * Serves a synthesised stack on this machine: its APIs and policies, with stand-ins for what it refers to.
 * @throws StackError when the file is missing or foreign, or holds something the local gateway cannot play; Error for a busy port
 */
export async function startLocalGateway(options: LocalGatewayOptions): Promise<LocalGateway> {
  const booted = await bootGateway({
    stackFile: options.stackFile,
    port: options.port ?? 0,
    user: options.user,
    backends: options.backends ?? {},
    clock: options.clock ?? { nowMilliseconds: () => Date.now() },
    randomness: options.randomness ?? { bytes: (count) => randomBytes(count) },
    log: options.log ?? (() => undefined),
    env: options.env ?? process.env,
  });
  const { origin, model, stack } = booted;
  const hasApplication = stack.resources.some(({ type }) => type === 'azuread_application');
  return {
    origin,
    consoleUrl: booted.consoleUrl,
    endpoints: mcpEndpoints(model.apis, origin),
    users: hasApplication ? TEST_USERS.map(({ name, displayName }) => ({ name, displayName })) : [],
    entra: booted.users,
    outputs: stack.outputs,
    hosts: booted.hosts,
    requests: () => booted.traces.list().map(recordedRequest),
    close: booted.close,
  };
}
