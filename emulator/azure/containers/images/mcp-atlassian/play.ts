import type { IncomingMessage, ServerResponse } from 'node:http';
import { listenOnLoopback, sendJson } from '../../../loopback-server';
import { createDemoServer, type DemoServer } from '../../../mcp-servers/demo-tool';
import { sseEndpoint } from '../../../mcp-servers/sse';
import { sessionEndpoint, statelessEndpoint, type McpEndpoint } from '../../../mcp-servers/streamable-http';
import type { PlayImage } from '../../image-player';
import { credentialRefusal } from './credentials';
import { DemoProject } from './demo-project';
import { readTools } from './read-tools';
import { readAtlassianConfiguration, type AtlassianConfiguration } from './configuration';
import { writeTools } from './write-tools';

/** Where the Python SDK takes messages of HTTP with SSE, unless told otherwise. */
const MESSAGE_PATH = '/messages/';

/**
 * Plays `ghcr.io/sooperset/mcp-atlassian`: its transports, its health check and its rules about credentials, in front of a demo
 * project. Nothing reaches Jira.
 */
export const playMcpAtlassian: PlayImage = async (app, { environment }) => {
  const configuration = readAtlassianConfiguration(app);
  environment.log(
    `${app.name}: a demo project stands in for ${configuration.jiraUrl}. To reach the real one, run the server yourself and name its URL with --backend.`,
  );
  const newId = (): string => Buffer.from(environment.randomness.bytes(16)).toString('hex');
  const endpoint = endpointOf(
    configuration,
    demoServer(configuration, app.environment.variables.JIRA_USERNAME ?? 'demo'),
    newId,
  );
  const server = await listenOnLoopback(
    (request, response) => answer(configuration, endpoint, request, response),
    () => environment.log(`${app.name}: a request failed inside the local gateway.`),
  );
  return {
    origin: `http://127.0.0.1:${server.port}`,
    ensureListening: () => Promise.resolve(),
    close: async () => {
      await endpoint.close();
      await server.close();
    },
  };
};

function demoServer({ jiraUrl, readOnly, enabledTools }: AtlassianConfiguration, author: string): DemoServer {
  const project = new DemoProject();
  const tools = [...readTools(project, jiraUrl), ...(readOnly ? [] : writeTools(project, jiraUrl, author))];
  return {
    name: 'Atlassian MCP',
    instructions: 'A demo project of the local gateway stands in for Jira. It is forgotten when the gateway stops.',
    tools: tools.filter(({ name }) => enabledTools?.includes(name) ?? true),
  };
}

function endpointOf(configuration: AtlassianConfiguration, demo: DemoServer, newId: () => string): McpEndpoint {
  const { transport, path, stateless } = configuration;
  const create = (): ReturnType<typeof createDemoServer> => createDemoServer(demo);
  if (transport === 'sse') return sseEndpoint(create, { path, messagePath: MESSAGE_PATH }, newId);
  return stateless ? statelessEndpoint(create) : sessionEndpoint(create, newId);
}

async function answer(
  configuration: AtlassianConfiguration,
  endpoint: McpEndpoint,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { pathname } = new URL(request.url ?? '/', 'http://localhost');
  if (pathname === '/healthz' && request.method === 'GET') return sendJson(response, 200, { status: 'ok' });
  const isMessages = configuration.transport === 'sse' && pathname === MESSAGE_PATH;
  if (pathname !== configuration.path && !isMessages) {
    request.resume();
    response.writeHead(404, { 'Content-Type': 'text/plain; charset=utf-8' }).end('Not Found');
    return;
  }
  const refusal =
    request.method === 'POST' ? credentialRefusal(configuration, request.headers.authorization) : undefined;
  if (refusal !== undefined) {
    request.resume();
    return sendJson(response, 401, { error: refusal });
  }
  await endpoint.answer(request, response);
}
