import { auth, type OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { request } from 'undici';
import { startLocalGateway, type LocalGateway, type LocalGatewayOptions } from '../emulator/local-gateway';
import type { RecordedRequest } from '../emulator/gateway/recorded-request';
import { OAuthSession, type Person } from './oauth-session';
import { TestClock } from './test-clock';

/** How to start a {@link TestGateway}. */
export type TestGatewayOptions = Omit<LocalGatewayOptions, 'clock' | 'port'>;

/** A request to the gateway. */
export interface TestRequest {
  /** @default GET */
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'HEAD' | 'OPTIONS';
  /** Path and query below the gateway, for instance `/mcp`. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as `Authorization: Bearer`. */
  readonly token?: string;
  /** Text as it is; anything else as JSON. */
  readonly body?: unknown;
}

/** The gateway's answer, read to its end. */
export interface TestAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
  /** The body as JSON. @throws SyntaxError when it is none */
  json(): unknown;
  /** What the policies did with the request. Ask for it before the next request is sent. */
  readonly trace: RecordedRequest;
}

/**
 * The local gateway for tests of policies: it serves a synthesised stack on a free port, and its clock stands still until
 * the test moves it. Nothing leaves the machine.
 */
export class TestGateway {
  private constructor(
    readonly gateway: LocalGateway,
    /** The time of the gateway, of its limits, tokens and store. */
    readonly clock: TestClock,
  ) {}

  /**
   * Starts one.
   * @throws StackError naming everything in the stack that the local gateway cannot play
   */
  static async start(options: TestGatewayOptions): Promise<TestGateway> {
    const clock = new TestClock();
    return new TestGateway(await startLocalGateway({ ...options, clock, port: 0 }), clock);
  }

  /** Sends a request, follows nothing, and reads the answer with what the policies did. */
  async send({ method = 'GET', path, headers = {}, token, body }: TestRequest): Promise<TestAnswer> {
    const isText = body === undefined || typeof body === 'string';
    const response = await request(`${this.gateway.origin}${path}`, {
      method,
      headers: {
        ...(isText ? {} : { 'content-type': 'application/json' }),
        ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
        ...headers,
      },
      body: isText ? (body ?? null) : JSON.stringify(body),
    });
    const text = await response.body.text();
    const trace = this.gateway.requests().at(-1);
    if (trace === undefined) throw new Error(`The gateway recorded no request for ${path}.`);
    return {
      status: response.statusCode,
      headers: response.headers,
      text,
      json: (): unknown => JSON.parse(text),
      trace,
    };
  }

  /**
   * Logs a person in to an endpoint, by registration, consent page and Entra, as an MCP client does.
   * @param name of the endpoint, for instance `functions`
   * @param person who it is, and what they answer on the consent page; alice approves when nothing is said
   * @returns the access token
   */
  async logIn(name: string, person: Person = {}): Promise<string> {
    const endpoint = this.gateway.endpoints.find((one) => one.name === name);
    if (endpoint === undefined) {
      const known = this.gateway.endpoints.map((one) => one.name).join(', ');
      throw new Error(`There is no endpoint "${name}" to log in to. There is ${known || 'none'}.`);
    }
    const session = new OAuthSession({ user: 'alice', ...person });
    // OAuthSession has every member of the provider interface; its JSON members are declared without the SDK's types.
    const provider = session as OAuthClientProvider;
    await auth(provider, { serverUrl: endpoint.url });
    await auth(provider, { serverUrl: endpoint.url, authorizationCode: session.code });
    const tokens = session.tokens<{ access_token: string }>();
    if (tokens === undefined) throw new Error(`The login to "${name}" gave no token.`);
    return tokens.access_token;
  }

  /** Stops the gateway and everything it started. Idempotent. */
  close(): Promise<void> {
    return this.gateway.close();
  }
}
