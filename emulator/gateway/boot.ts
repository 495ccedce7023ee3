import { apiManagementAttributes } from '../azure/api-management';
import { AZAPI_ATTRIBUTES } from '../azure/azapi-resources';
import type { EntraOptions } from '../azure/entra/start';
import { UserDirectory, type UserAdministration } from '../azure/entra/users';
import { withLocalOrigin } from '../azure/custom-domains';
import { createHosts, type HostMap } from '../azure/hosts';
import { standIns } from '../azure/index';
import { KEY_VAULT_ATTRIBUTES } from '../azure/key-vault/attributes';
import { readVaultSecrets } from '../azure/key-vault/vault-secrets';
import { vaultValues } from '../azure/key-vault/vault-values';
import { randomAttributes } from '../azure/random-attributes';
import type { ComputedAttributes, StandIn, StandInEnvironment, StartStandIn } from '../azure/stand-in';
import { TERRAFORM_BASICS, WITHOUT_LOCAL_EFFECT } from '../azure/terraform-basics';
import { createMasker } from '../console/mask';
import { startConsole } from '../console/start-console';
import { loadExpressionCompiler } from './load-expressions';
import type { Clock, Randomness } from '../seams';
import { readStackFile, type StackFile } from '../stack/read-stack-file';
import { resolveStack, type Resolution } from '../stack/resolve-stack';
import type { ResolvedStack } from '../stack/resolved-stack';
import { StackError } from '../stack/stack-error';
import { errorMessage } from './error-details';
import { Gateway } from './gateway';
import type { GatewayModel } from './gateway-model';
import { cachedIdentityTokens, type GatewayServices } from './gateway-services';
import { HttpFront } from './http-front';
import { Metrics } from './metrics';
import { OpenIdConfigurations } from './openid-configurations';
import { OutboundClient } from './outbound-client';
import { pinnedBackends } from './pinned-backends';
import { createSlidingWindows, createTokenBuckets } from './rate-counters';
import { readGatewayModel } from './read-model';
import { TokenCounters } from './token-counters';
import { TraceLog } from './trace';
import { ValueCache } from './value-cache';

/** Everything `startLocalGateway` was asked for, with defaults in place. */
export interface BootOptions {
  readonly stackFile: string;
  readonly port: number;
  readonly user: string | undefined;
  readonly backends: Readonly<Record<string, string>>;
  readonly clock: Clock;
  readonly randomness: Randomness;
  readonly log: (line: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
}

/** A running gateway and what it serves. */
export interface BootedGateway {
  readonly origin: string;
  readonly consoleUrl: string;
  readonly stack: ResolvedStack;
  readonly model: GatewayModel;
  /** Public hosts that are served on this machine. */
  readonly hosts: HostMap;
  /** The users of Entra. */
  readonly users: UserAdministration;
  /** The last requests, oldest first. */
  readonly traces: TraceLog;
  close(): Promise<void>;
}

/**
 * Boots in the order that lets everything refer to everything: the gateway's port, the stand-ins' ports and attributes, the
 * stack's references, the stand-ins' configuration, the policies. What was started is stopped again when a step fails.
 */
export async function bootGateway(options: BootOptions): Promise<BootedGateway> {
  const closers: (() => Promise<void>)[] = [];
  let closed: Promise<void> | undefined;
  // The front first, so that running requests still find their backends.
  const close = (): Promise<void> => (closed ??= closeInOrder(closers));
  try {
    return await boot(options, closers, close);
  } catch (error) {
    await close();
    throw error;
  }
}

async function boot(
  options: BootOptions,
  closers: (() => Promise<void>)[],
  close: () => Promise<void>,
): Promise<BootedGateway> {
  const { clock, randomness, log } = options;
  const file = await readStackFile(options.stackFile);
  const hosts = createHosts();
  const traces = new TraceLog();
  const front = new HttpFront({ hosts, clock, randomness, traces, log });
  closers.push(() => front.close());
  await front.listen(options.port);
  const environment: StandInEnvironment = {
    clock,
    randomness,
    hosts,
    gatewayOrigin: front.origin,
    identity: { current: undefined },
    secrets: { current: undefined },
    log,
  };
  const users = new UserDirectory();
  const running = await startStandIns({ user: options.user, users }, environment, closers);
  const resolution = withLocalOrigin(resolve(file, running, options, front.origin), front.origin);
  const vaultSecrets = readVaultSecrets(resolution.stack, log);
  environment.secrets.current = vaultSecrets;
  const model = readGatewayModel(resolution, vaultValues(resolution.stack, vaultSecrets));
  const pinned = pinnedBackends(model, options.backends);
  for (const { id, serviceUrl } of model.apis) {
    if (serviceUrl !== undefined && pinned.has(id) && URL.canParse(serviceUrl))
      hosts.replace(new URL(serviceUrl).hostname);
  }
  await configureStandIns(running, resolution.stack);

  const outbound = new OutboundClient(hosts, [...pinned.values()], log);
  closers.push(() => outbound.close());
  const metrics = new Metrics();
  const services: GatewayServices = {
    clock,
    randomness,
    startedMilliseconds: clock.nowMilliseconds(),
    deployment: {
      region: model.region,
      serviceId: model.name,
      serviceName: `${model.name}.azure-api.net`,
      gatewayId: 'managed',
    },
    outbound,
    cache: new ValueCache(clock),
    rateCounters: model.skuName.includes('V2') ? createTokenBuckets(clock) : createSlidingWindows(clock),
    tokenCounters: new TokenCounters(clock, model.skuName.includes('V2') ? 'bucket' : 'window'),
    metrics,
    openIdConfigurations: new OpenIdConfigurations(outbound, clock),
    managedIdentityToken: cachedIdentityTokens(model.address, environment.identity, clock),
    concurrency: new Map(),
  };
  const gateway = new Gateway(model, await loadExpressionCompiler(), pinned);
  warnAboutUnreachable(model, pinned, outbound, log);
  const secrets = [...model.namedValues].filter(([, { secret }]) => secret);
  const masker = createMasker(
    new Map([...vaultSecrets.known(), ...secrets.map(([name, { value }]) => [value, `{{${name}}}`] as const)]),
  );
  const traceConsole = await startConsole(traces, metrics, masker);
  closers.push(() => traceConsole.close());
  front.serve(gateway, services);
  const { stack } = resolution;
  return { origin: front.origin, consoleUrl: traceConsole.url, stack, model, hosts, users, traces, close };
}

/** Managed identity first, since the others ask it; they do not wait for each other. */
async function startStandIns(
  entra: EntraOptions,
  environment: StandInEnvironment,
  closers: (() => Promise<void>)[],
): Promise<readonly StandIn[]> {
  const [first, ...others] = standIns(entra);
  const start = async (startStandIn: StartStandIn | undefined): Promise<StandIn[]> => {
    const standIn = await startStandIn?.(environment);
    if (standIn === undefined) return [];
    closers.push(() => standIn.close());
    return [standIn];
  };
  const running = await start(first);
  const started = await Promise.allSettled(others.map(start));
  return started.reduce((all, result) => {
    // Only now: those that did start are known to the closers by now.
    if (result.status === 'rejected') throw result.reason;
    return [...all, ...result.value];
  }, running);
}

/** Managed identity first again: programs ask it while they start. The others start theirs at the same time. */
async function configureStandIns([first, ...others]: readonly StandIn[], stack: ResolvedStack): Promise<void> {
  await first?.configure(stack);
  const configured = await Promise.allSettled(others.map((standIn) => standIn.configure(stack)));
  const failures: unknown[] = configured.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  if (failures.length === 1) throw failures[0];
  if (failures.length > 1) throw new StackError(failures.map(errorMessage));
}

function resolve(file: StackFile, running: readonly StandIn[], options: BootOptions, origin: string): Resolution {
  const secrets = new Map<string, string>();
  const secretFor = (address: string): string => {
    const known = secrets.get(address) ?? Buffer.from(options.randomness.bytes(16)).toString('hex');
    secrets.set(address, known);
    return known;
  };
  const computes: Record<string, ComputedAttributes> = {};
  const tables = [
    TERRAFORM_BASICS,
    AZAPI_ATTRIBUTES,
    randomAttributes(options.randomness),
    apiManagementAttributes(origin, secretFor),
    KEY_VAULT_ATTRIBUTES,
    ...running.map((standIn) => standIn.computes),
  ];
  for (const table of tables) {
    for (const [type, attributes] of Object.entries(table)) computes[type] = { ...computes[type], ...attributes };
  }
  refuseUnknownTypes(file, new Set(Object.keys(computes)));
  return resolveStack(file, {
    computes,
    env: options.env,
    onDemoValue: (name, value) =>
      options.log(`TF_VAR_${name} is not set, so the variable is "${value}" on this machine.`),
    withoutEffect: WITHOUT_LOCAL_EFFECT,
  });
}

function refuseUnknownTypes(file: StackFile, known: ReadonlySet<string>): void {
  const types = [...Object.entries(file.json.resource ?? {}), ...Object.entries(file.json.data ?? {})];
  const problems = types
    .filter(([type]) => !known.has(type) && !WITHOUT_LOCAL_EFFECT.has(type))
    .map(
      ([type, names]) =>
        `${type}.${Object.keys(names).join(`, ${type}.`)}: the local gateway has no stand-in for ${type}. docs/fidelity.md lists the types it knows.`,
    );
  if (problems.length > 0) throw new StackError(problems);
}

function warnAboutUnreachable(
  model: GatewayModel,
  pinned: ReadonlyMap<string, URL>,
  outbound: OutboundClient,
  log: (line: string) => void,
): void {
  for (const { id, serviceUrl } of model.apis) {
    if (serviceUrl === undefined || pinned.has(id) || !URL.canParse(serviceUrl)) continue;
    const url = new URL(serviceUrl);
    if (!outbound.reaches(url))
      log(
        `API ${id}: nothing on this machine stands in for ${url.origin}. Serve it here and start with --backend ${id}=<url>.`,
      );
  }
}

async function closeInOrder(closers: readonly (() => Promise<void>)[]): Promise<void> {
  const failures: unknown[] = [];
  for (const close of closers) await close().catch((error: unknown) => failures.push(error));
  if (failures.length > 0) throw failures[0];
}
