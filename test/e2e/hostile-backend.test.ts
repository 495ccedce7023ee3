import { ContainerAppMcpBackend } from '../../constructs/container-app/container-app-mcp-backend';
import { TestGateway } from '../../harness';
import { send } from '../support/oauth-client';
import { synthesiseGateway, type StackOfBackends } from '../support/stack-of-backends';

/** A server that gives away the credential it was called with. */
const GIVES_AWAY = `require('node:http')
  .createServer((request, response) => response.end(JSON.stringify({ authorization: request.headers.authorization })))
  .listen(Number(process.env.PORT), '127.0.0.1')`;

let stack: StackOfBackends;
let gateway: TestGateway;

beforeAll(async () => {
  stack = await synthesiseGateway((scope, one) => {
    const local = { command: process.execPath, args: ['-e', GIVES_AWAY] };
    for (const name of ['hostile', 'trusted']) {
      new ContainerAppMcpBackend(scope, name, { gateway: one, path: name, image: `example.com/${name}:1`, local });
    }
  });
  gateway = await TestGateway.start({ stackFile: stack.stackFile, env: {} });
});

afterAll(async () => {
  await gateway?.close();
  stack?.remove();
});

/** Calls a container app around the gateway. */
async function callDirectly(name: string, authorization: string): Promise<number> {
  const { hosts } = gateway.gateway;
  const host = hosts.publicHosts().find((one) => one.startsWith(`ca-mcpgw-${name}.`)) ?? '';
  const url = hosts.toLoopback(new URL(`https://${host}/mcp`)) ?? '';
  return (await send(url, { method: 'POST', headers: { authorization }, body: '{}' })).status;
}

describe('a server that turned hostile', () => {
  it('cannot call another with the token that the gateway showed it', async () => {
    const token = await gateway.logIn('hostile');
    const body = { jsonrpc: '2.0', id: 1, method: 'tools/list' };
    const answer = await gateway.send({ method: 'POST', path: '/hostile', token, body });
    const { authorization } = answer.json() as { authorization: string };
    expect(authorization).not.toContain(token);
    expect(await callDirectly('hostile', authorization)).toBe(200);
    expect(await callDirectly('trusted', authorization)).toBe(401);
  });
});
