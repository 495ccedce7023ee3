import { listenOnLoopback, sendJson } from '../loopback-server';
import { createDemoServer, type DemoTool } from '../mcp-servers/demo-tool';
import { sessionEndpoint } from '../mcp-servers/streamable-http';
import type { Program } from '../programs/program';
import type { StandInEnvironment } from '../stand-in';

const PATH = /^\/mcp\/?$/;

const REPOSITORY = {
  full_name: 'octo-org/demo',
  description: 'A repository that exists on this machine alone',
  html_url: 'https://github.com/octo-org/demo',
  private: false,
};
const ISSUES = [
  { number: 1, state: 'open', title: 'Describe how to connect a client' },
  { number: 2, state: 'closed', title: 'Add a licence' },
];
const REPOSITORY_ARGUMENTS = {
  owner: { type: 'string', description: 'Owner of the repository' },
  repo: { type: 'string', description: 'Name of the repository' },
};

/**
 * Plays GitHub's MCP server (`https://api.githubcopilot.com/mcp/`): Streamable HTTP with sessions, for callers with a token, in
 * front of one repository of its own. Nothing reaches GitHub.
 */
export async function playGitHub(environment: StandInEnvironment): Promise<Program> {
  environment.log(
    'A demo repository stands in for GitHub. To reach the real one, start with --backend github=https://api.githubcopilot.com.',
  );
  const endpoint = sessionEndpoint(
    () =>
      createDemoServer({
        name: 'github-mcp-server',
        instructions: 'A demo repository stands in for GitHub.',
        tools: TOOLS,
      }),
    () => Buffer.from(environment.randomness.bytes(16)).toString('hex'),
  );
  const server = await listenOnLoopback(
    async (request, response) => {
      const { pathname } = new URL(request.url ?? '/', 'http://localhost');
      if (!PATH.test(pathname)) {
        request.resume();
        return sendJson(response, 404, { message: 'Not Found' });
      }
      if (!/^Bearer \S+$/.test(request.headers.authorization ?? '')) {
        request.resume();
        const metadata = 'https://api.githubcopilot.com/.well-known/oauth-protected-resource/mcp/';
        const challenge = `Bearer error="invalid_request", resource_metadata="${metadata}"`;
        return sendJson(response, 401, { message: 'Unauthorized' }, { 'WWW-Authenticate': challenge });
      }
      await endpoint.answer(request, response);
    },
    () => environment.log('GitHub: a request failed inside the local gateway.'),
  );
  return {
    origin: `http://127.0.0.1:${server.port}`,
    ensureListening: () => Promise.resolve(),
    close: async () => {
      await endpoint.close();
      await server.close();
    },
  };
}

const TOOLS: readonly DemoTool[] = [
  {
    name: 'get_me',
    description: 'Get the user the token belongs to',
    inputSchema: { type: 'object', properties: {} },
    answer: () => ({ login: 'octocat', name: 'Demo user of the local gateway' }),
  },
  {
    name: 'search_repositories',
    description: 'Search repositories by name',
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string', description: 'Part of the name' } },
      required: ['query'],
    },
    answer: ({ query }) => [REPOSITORY].filter(({ full_name: name }) => name.includes(String(query))),
  },
  {
    name: 'list_issues',
    description: 'List the issues of a repository',
    inputSchema: { type: 'object', properties: REPOSITORY_ARGUMENTS, required: ['owner', 'repo'] },
    answer: ({ owner, repo }) => {
      const name = `${String(owner)}/${String(repo)}`;
      if (name !== REPOSITORY.full_name) throw new Error(`${name} not found. There is ${REPOSITORY.full_name}.`);
      return ISSUES;
    },
  },
];
