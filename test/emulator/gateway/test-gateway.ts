import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { request as send, type Dispatcher } from 'undici';
import { createHosts, type HostMap } from '../../../emulator/azure/hosts';
import type { ClrValue } from '../../../emulator/expressions/clr-value';
import type { PolicyContext } from '../../../emulator/expressions/policy-context';
import { Gateway } from '../../../emulator/gateway/gateway';
import type { GatewayModel, SubscriptionModel } from '../../../emulator/gateway/gateway-model';
import type { CompileExpression } from '../../../emulator/gateway/expressions';
import type { GatewayServices } from '../../../emulator/gateway/gateway-services';
import { HttpFront } from '../../../emulator/gateway/http-front';
import { Metrics } from '../../../emulator/gateway/metrics';
import { OpenIdConfigurations } from '../../../emulator/gateway/openid-configurations';
import { OutboundClient } from '../../../emulator/gateway/outbound-client';
import { createSlidingWindows, createTokenBuckets } from '../../../emulator/gateway/rate-counters';
import { TokenCounters } from '../../../emulator/gateway/token-counters';
import { TraceLog } from '../../../emulator/gateway/trace';
import { ValueCache } from '../../../emulator/gateway/value-cache';
import { parseRawXml } from '../../../policies/language/xml/parse';

/** Expressions of a test: what each source text computes, in TypeScript. */
export type FakeExpressions = Readonly<Record<string, (context: PolicyContext) => ClrValue>>;

/** An operation of a test's API: `GET /` unless it says otherwise. */
export interface TestOperation {
  readonly id?: string;
  readonly method?: string;
  readonly urlTemplate?: string;
  /** Raw XML of the document. */
  readonly policy?: string;
}

/** An API of a test. */
export interface TestApi {
  readonly id?: string;
  readonly path?: string;
  readonly serviceUrl?: string;
  readonly policy?: string;
  readonly subscriptionRequired?: boolean;
  readonly operations?: readonly TestOperation[];
}

/** A service for a test: everything has a default. */
export interface TestService {
  readonly apis?: readonly TestApi[];
  readonly globalPolicy?: string;
  readonly fragments?: Readonly<Record<string, string>>;
  readonly namedValues?: Readonly<Record<string, string>>;
  readonly backends?: Readonly<Record<string, string>>;
  readonly hasExternalCache?: boolean;
  readonly products?: readonly {
    readonly id: string;
    readonly apiIds: readonly string[];
    readonly subscriptionRequired?: boolean;
    readonly policy?: string;
  }[];
  readonly subscriptions?: readonly Partial<SubscriptionModel>[];
  readonly expressions?: FakeExpressions;
  readonly pinned?: Readonly<Record<string, string>>;
  readonly sku?: string;
  readonly identityToken?: GatewayServices['managedIdentityToken'];
}

/** A response a test received. */
export interface Received {
  readonly status: number;
  readonly headers: Dispatcher.ResponseData['headers'];
  readonly text: string;
}

/** A clock a test moves. */
export class TestClock {
  now = Date.UTC(2026, 0, 1);

  nowMilliseconds(): number {
    return this.now;
  }

  advance(seconds: number): void {
    this.now += seconds * 1000;
  }
}

/** A gateway on a free port, without any stand-in. */
export interface TestGateway {
  readonly origin: string;
  readonly clock: TestClock;
  readonly hosts: HostMap;
  readonly services: GatewayServices;
  readonly traces: TraceLog;
  readonly log: string[];
  request(
    path: string,
    options?: Omit<Dispatcher.RequestOptions, 'origin' | 'path' | 'method'> & { method?: string },
  ): Promise<Received>;
  close(): Promise<void>;
}

/** A document with these sections; a section left out says `<base />`. */
export function policies(sections: {
  inbound?: string;
  backend?: string;
  outbound?: string;
  onError?: string;
}): string {
  const base = '<base />';
  return `<policies><inbound>${sections.inbound ?? base}</inbound><backend>${sections.backend ?? base}</backend><outbound>${sections.outbound ?? base}</outbound><on-error>${sections.onError ?? base}</on-error></policies>`;
}

/** Makes a model out of a test's service. */
export function testModel(service: TestService): GatewayModel {
  const document = (name: string, text: string | undefined) =>
    text === undefined ? undefined : { name, root: parseRawXml(text) };
  return {
    address: 'azurerm_api_management.test',
    name: 'test',
    region: 'westeurope',
    skuName: service.sku ?? 'BasicV2_1',
    hasExternalCache: service.hasExternalCache ?? false,
    globalPolicy: document('global', service.globalPolicy),
    apis: (service.apis ?? []).map((api, index) => ({
      id: api.id ?? `api-${index}`,
      name: api.id ?? `API ${index}`,
      path: api.path ?? '',
      protocols: ['https'],
      serviceUrl: api.serviceUrl,
      revision: '1',
      version: '',
      subscriptionRequired: api.subscriptionRequired ?? false,
      subscriptionKeyNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
      policy: document(`${api.id ?? `api-${index}`} policy`, api.policy),
      operations: (api.operations ?? [{}]).map((operation, number) => ({
        id: operation.id ?? `operation-${number}`,
        name: operation.id ?? `Operation ${number}`,
        method: operation.method ?? 'GET',
        urlTemplate: operation.urlTemplate ?? '/',
        policy: document('operation policy', operation.policy),
      })),
    })),
    products: (service.products ?? []).map(({ id, apiIds, subscriptionRequired = true, policy }) => ({
      id,
      name: id,
      apiIds,
      subscriptionRequired,
      approvalRequired: false,
      published: true,
      subscriptionsLimit: undefined,
      groups: [],
      policy: document('product policy', policy),
    })),
    subscriptions: (service.subscriptions ?? []).map((subscription, index) => ({
      id: `subscription-${index}`,
      name: `Subscription ${index}`,
      primaryKey: `primary-${index}`,
      secondaryKey: `secondary-${index}`,
      active: true,
      productId: undefined,
      apiId: undefined,
      ...subscription,
    })),
    namedValues: new Map(
      Object.entries(service.namedValues ?? {}).map(([name, value]) => [
        name,
        { value, secret: name.startsWith('secret') },
      ]),
    ),
    fragments: new Map(
      Object.entries(service.fragments ?? {}).map(([name, text]) => [
        name,
        { name: `fragment ${name}`, root: parseRawXml(text) },
      ]),
    ),
    backends: new Map(Object.entries(service.backends ?? {})),
  };
}

/** Compiles the expressions a test lists, and `@("text")` by itself. */
export function fakeCompiler(expressions: FakeExpressions = {}): CompileExpression {
  return (source) => {
    const known = expressions[source];
    const literal = /^@\("([^"]*)"\)$/.exec(source)?.[1];
    if (known === undefined && literal === undefined) throw new Error(`no fake for ${source}`);
    return {
      type: 'System.Object',
      uses: { requestBody: source.includes('Request.Body'), responseBody: source.includes('Response.Body') },
      evaluate: known ?? (() => literal ?? null),
    };
  };
}

/** Starts a gateway that serves a test's service. */
export async function startTestGateway(service: TestService): Promise<TestGateway> {
  const clock = new TestClock();
  const log: string[] = [];
  let counter = 0;
  const randomness = { bytes: (count: number) => new Uint8Array(count).fill((counter = (counter + 1) % 256)) };
  const hosts = createHosts();
  const traces = new TraceLog();
  const model = testModel(service);
  const pinned = new Map(Object.entries(service.pinned ?? {}).map(([id, url]) => [id, new URL(url)]));
  const gateway = new Gateway(model, fakeCompiler(service.expressions), pinned);
  const outbound = new OutboundClient(hosts, [...pinned.values()], (line) => log.push(line));
  const services: GatewayServices = {
    clock,
    randomness,
    deployment: { region: model.region, serviceId: model.name, serviceName: model.name, gatewayId: 'managed' },
    startedMilliseconds: clock.nowMilliseconds(),
    outbound,
    cache: new ValueCache(clock),
    rateCounters: model.skuName.includes('V2') ? createTokenBuckets(clock) : createSlidingWindows(clock),
    tokenCounters: new TokenCounters(clock, model.skuName.includes('V2') ? 'bucket' : 'window'),
    metrics: new Metrics(),
    openIdConfigurations: new OpenIdConfigurations(outbound, clock),
    managedIdentityToken: service.identityToken ?? (() => Promise.reject(new Error('no identity in this test'))),
    concurrency: new Map(),
  };
  const front = new HttpFront({ hosts, clock, randomness, traces, log: (line) => log.push(line) });
  await front.listen(0);
  front.serve(gateway, services);
  return {
    origin: front.origin,
    clock,
    hosts,
    services,
    traces,
    log,
    request: async (path, options = {}) => {
      const response = await send(`${front.origin}${path}`, {
        ...options,
        method: (options.method ?? 'GET') as Dispatcher.HttpMethod,
      });
      return { status: response.statusCode, headers: response.headers, text: await response.body.text() };
    },
    close: async () => {
      await front.close();
      await outbound.close();
    },
  };
}

/** A backend for a test. */
export interface TestBackend {
  readonly url: string;
  close(): Promise<void>;
}

/** Starts an HTTP server on a free port. */
export async function startBackend(listener: RequestListener): Promise<TestBackend> {
  const server: Server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A backend that answers with what it received. */
export function startEcho(): Promise<TestBackend> {
  return startBackend((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      response.setHeader('Content-Type', 'application/json');
      response.end(
        JSON.stringify({
          method: request.method,
          url: request.url,
          headers: request.headers,
          rawHeaders: request.rawHeaders,
          body: Buffer.concat(chunks).toString('utf8'),
        }),
      );
    });
  });
}
