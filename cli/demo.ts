import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { UnauthorizedError } from '@modelcontextprotocol/sdk/client/auth.js';
import type { OAuthClientProvider } from '@modelcontextprotocol/sdk/client/auth.js';
import { request } from 'undici';
import type { LocalGateway } from '../emulator/local-gateway';
import { OAuthSession } from '../harness/oauth-session';
import { createCommand, describeError, runCommand } from './command';

const SNIPPET = { name: 'demo', content: 'console.log("hello from the demo");' };

/** The story so far; each step of the demo adds to it. */
interface Story {
  stackFile?: string;
  gateway?: LocalGateway;
  endpoint?: string;
  session?: OAuthSession;
  transport?: StreamableHTTPClientTransport;
  client?: Client;
}

interface Step {
  readonly name: string;
  /** Does the step and returns what happened, in a line. */
  run(story: Story): Promise<string>;
}

class StepFailed extends Error {}

function known<T>(value: T | undefined): T {
  if (value === undefined) {
    throw new StepFailed('an earlier step did not finish');
  }
  return value;
}

function textOf(result: Awaited<ReturnType<Client['callTool']>>): string {
  const [first] = Array.isArray(result.content) ? (result.content as { type: string; text?: string }[]) : [];
  if (result.isError === true || first?.text === undefined) {
    throw new StepFailed(`the tool answered with an error: ${first?.text ?? 'no text'}`);
  }
  return first.text;
}

async function getJson(url: string): Promise<Record<string, unknown>> {
  const response = await request(url);
  if (response.statusCode !== 200) {
    throw new StepFailed(`GET ${url} answered ${response.statusCode}`);
  }
  return (await response.body.json()) as Record<string, unknown>;
}

function newTransport(story: Story): StreamableHTTPClientTransport {
  // OAuthSession has every member of the provider interface; its JSON members are declared without the SDK's types.
  return new StreamableHTTPClientTransport(new URL(known(story.endpoint)), {
    authProvider: known(story.session) as OAuthClientProvider,
  });
}

const STEPS: readonly Step[] = [
  {
    name: 'Synthesise the stack',
    async run(story) {
      const { synthesise } = await import('../main.js');
      story.stackFile = (await synthesise()).stackFile;
      return 'the Terraform JSON that a deployment would apply';
    },
  },
  {
    name: 'Start the local gateway',
    async run(story) {
      const { startLocalGateway } = await import('../emulator/local-gateway.js');
      story.gateway = await startLocalGateway({
        stackFile: known(story.stackFile),
        port: 0,
        user: 'alice',
        log: () => {},
      });
      story.endpoint = known(known(story.gateway).endpoints[0]).url;
      return story.endpoint;
    },
  },
  {
    name: 'Call without a token',
    async run(story) {
      const response = await request(known(story.endpoint), {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: '{}',
      });
      await response.body.dump();
      if (response.statusCode !== 401) {
        throw new StepFailed(`expected 401, got ${response.statusCode}`);
      }
      return `refused with 401, ${String(response.headers['www-authenticate'])}`;
    },
  },
  {
    name: 'Discover',
    async run(story) {
      const url = new URL(known(story.endpoint));
      const resource = await getJson(`${url.origin}/.well-known/oauth-protected-resource${url.pathname}`);
      const server = await getJson(`${url.origin}/.well-known/oauth-authorization-server`);
      return `resource ${String(resource['resource'])}, authorization server ${String(server['issuer'])}`;
    },
  },
  {
    name: 'Register and log in',
    async run(story) {
      story.session = new OAuthSession({}, { clientName: 'Azure MCP Gateway demo' });
      story.client = new Client({ name: 'azure-mcp-gateway-demo', version: '1.0.0' });
      story.transport = newTransport(story);
      try {
        await story.client.connect(story.transport);
        throw new StepFailed('the gateway let a client in without a token');
      } catch (error) {
        if (!(error instanceof UnauthorizedError)) {
          throw error;
        }
      }
      await story.transport.finishAuth(story.session.code);
      return 'registered, approved on the consent page, signed in at Entra as alice, code redeemed';
    },
  },
  {
    name: 'Connect and list tools',
    async run(story) {
      const client = (story.client = new Client({ name: 'azure-mcp-gateway-demo', version: '1.0.0' }));
      await client.connect(newTransport(story));
      const { tools } = await client.listTools();
      return tools.map(({ name }) => name).join(', ');
    },
  },
  {
    name: 'Save a snippet',
    async run(story) {
      return textOf(await known(story.client).callTool({ name: 'save_snippet', arguments: SNIPPET }));
    },
  },
  {
    name: 'Read it back',
    async run(story) {
      const text = textOf(
        await known(story.client).callTool({ name: 'get_snippet', arguments: { name: SNIPPET.name } }),
      );
      if (text !== SNIPPET.content) {
        throw new StepFailed(`read ${JSON.stringify(text)} instead of what was saved`);
      }
      return text;
    },
  },
  {
    name: 'Tamper with the token',
    async run(story) {
      const token = known(known(story.session).tokens<{ access_token: string }>()).access_token;
      const middle = Math.floor(token.length / 2);
      const tampered = token.slice(0, middle) + (token[middle] === 'A' ? 'B' : 'A') + token.slice(middle + 1);
      const response = await request(known(story.endpoint), {
        method: 'POST',
        headers: {
          authorization: `Bearer ${tampered}`,
          'content-type': 'application/json',
          accept: 'application/json, text/event-stream',
        },
        body: JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/list' }),
      });
      await response.body.dump();
      if (response.statusCode !== 401) {
        throw new StepFailed(`expected 401, got ${response.statusCode}`);
      }
      return 'one character changed, refused with 401';
    },
  },
];

async function demo(): Promise<void> {
  const story: Story = {};
  try {
    for (const [index, step] of STEPS.entries()) {
      const title = `${index + 1}/${STEPS.length} ${step.name}`;
      try {
        process.stdout.write(`${title}\n    ${await step.run(story)}\n`);
      } catch (error) {
        throw new Error(`The demo failed at step ${title}: ${describeError(error)}`, { cause: error });
      }
    }
    process.stdout.write('\nEverything above ran through the policies that cdktf would deploy. Next: npm start\n');
  } finally {
    await story.client?.close();
    await story.gateway?.close();
  }
}

const command = createCommand(
  'npm run demo --',
  'Boots the gateway on a free port, logs in with the official MCP SDK client and calls tools. Exits 1 and names the step when one fails.',
).action(demo);

void runCommand(command, process.argv).then(() => process.exit());
