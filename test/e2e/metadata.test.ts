import type { LocalGateway } from '../../emulator/local-gateway';
import { bootGateway, defaultStackFile } from '../support/gateway';
import { send } from '../support/oauth-client';

describe('metadata', () => {
  let gateway: LocalGateway;

  beforeAll(async () => {
    gateway = await bootGateway(await defaultStackFile());
  });

  afterAll(() => gateway?.close());

  it('of an endpoint is where its challenge says, and names exactly the URL clients connect to', async () => {
    const endpoint = gateway.endpoints[0]?.url ?? '';
    for (const method of ['POST', 'GET', 'DELETE']) {
      const challenge = String((await send(endpoint, { method })).headers['www-authenticate']);
      const url = /resource_metadata="([^"]+)"/.exec(challenge)?.[1] ?? '';
      expect(url).toBe(`${gateway.origin}/.well-known/oauth-protected-resource${new URL(endpoint).pathname}`);
      expect(await send(url)).toMatchObject({
        status: 200,
        json: { resource: endpoint, authorization_servers: [gateway.origin], bearer_methods_supported: ['header'] },
      });
    }
  });

  it('of the authorization server names the origin as issuer, and has no empty member', async () => {
    const { status, json } = await send(`${gateway.origin}/.well-known/oauth-authorization-server`);
    expect([status, json['issuer']]).toEqual([200, gateway.origin]);
    expect(Object.values(json).filter((value) => value === null || value === '')).toEqual([]);
  });
});
