import type { LocalGateway } from '../../emulator/local-gateway';
import { RecordingBackend } from '../attacks/recording-backend';
import { bootGateway, defaultStackFile } from '../support/gateway';
import { RawClient, send } from '../support/oauth-client';

const WELL_KNOWN = '/.well-known/oauth-protected-resource';
const METHODS = ['POST', 'GET', 'DELETE'];

/** What a resource server owes its clients: RFC 9728, RFC 6750 and MCP authorization. */
describe('the resource server', () => {
  const backend = new RecordingBackend();
  let gateway: LocalGateway;

  beforeAll(async () => {
    await backend.start();
    gateway = await bootGateway(await defaultStackFile(), { backends: { functions: backend.url } });
  });

  afterAll(async () => {
    await gateway?.close();
    await backend.close();
  });

  const call = (path: string, method: string, headers: Record<string, string> = {}) =>
    send(`${gateway.origin}${path}`, { method, headers });

  it.each(METHODS)('challenges %s without a token, in one line, without an error', async (method) => {
    const answer = await call('/mcp', method);
    expect(answer).toMatchObject({
      status: 401,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'www-authenticate': `Bearer resource_metadata="${gateway.origin}${WELL_KNOWN}/mcp", scope="mcp:functions"`,
      },
    });
  });

  it.each(METHODS)('tells %s with a bad token that it is invalid, and not why', async (method) => {
    const seen = new Set<string>();
    for (const authorization of ['Bearer x', 'bearer x', 'Bearer a.b.c', `Bearer ${'A'.repeat(1100)}`]) {
      const { status, headers, text } = await call('/mcp', method, { authorization });
      seen.add(`${status} ${String(headers['www-authenticate'])} ${text}`);
    }
    const challenge = `Bearer error="invalid_token", resource_metadata="${gateway.origin}${WELL_KNOWN}/mcp", scope="mcp:functions"`;
    expect([...seen]).toEqual([expect.stringContaining(`401 ${challenge} {"error":"invalid_token"`)]);
  });

  it.each(METHODS)(
    'sends %s with a trailing slash to the one URL there is, before it asks for a token',
    async (method) => {
      expect(await call('/mcp/', method)).toMatchObject({
        status: 308,
        headers: { location: `${gateway.origin}/mcp` },
      });
    },
  );

  it('takes no token from the query, and hands none on', async () => {
    const token = await new RawClient(gateway.origin).accessToken();
    expect((await call(`/mcp?access_token=${token}`, 'POST')).status).toBe(401);
    const authorization = `Bearer ${token}`;
    expect((await call(`/mcp?access_token=${token}&code=x`, 'POST', { authorization })).status).toBe(200);
    expect(backend.last.path).toBe('/runtime/webhooks/mcp');
  });

  it.each([`${WELL_KNOWN}/mcp`, `${WELL_KNOWN}/mcp/`, WELL_KNOWN])(
    'describes at %s exactly the URL that clients connect to',
    async (path) => {
      const answer = await call(path, 'GET', { origin: 'https://any.example', 'mcp-protocol-version': '2025-11-25' });
      expect(answer).toMatchObject({
        status: 200,
        headers: { 'content-type': 'application/json', 'access-control-allow-origin': '*' },
      });
      expect(answer.json).toEqual({
        resource: `${gateway.origin}/mcp`,
        authorization_servers: [gateway.origin],
        scopes_supported: ['mcp:functions'],
        bearer_methods_supported: ['header'],
        resource_name: 'Functions tools',
      });
    },
  );

  it('answers preflights of the metadata without a token', async () => {
    const answer = await call(`${WELL_KNOWN}/mcp`, 'OPTIONS', {
      origin: 'https://any.example',
      'access-control-request-method': 'GET',
      'access-control-request-headers': 'mcp-protocol-version',
    });
    expect(answer).toMatchObject({
      status: 200,
      headers: { 'access-control-allow-origin': '*', 'access-control-allow-headers': 'mcp-protocol-version' },
    });
  });

  it.each(['HEAD', 'PUT', 'PATCH', 'OPTIONS'])('has no %s, and asks for no login because of it', async (method) => {
    const { status, headers } = await call('/mcp', method);
    expect({ status, challenge: headers['www-authenticate'] }).toEqual({ status: 404, challenge: undefined });
  });

  it('refuses a stray subscription key by the same challenge', async () => {
    const answer = await call('/mcp', 'POST', { 'Ocp-Apim-Subscription-Key': 'stray' });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('Bearer resource_metadata=');
  });
});
