import { StubBackend, TestGateway } from '../../harness';
import { defaultStackFile } from '../support/gateway';

const TOOLS_LIST = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

let backend: StubBackend;
let gateway: TestGateway;

beforeAll(async () => {
  backend = await StubBackend.start(({ headers }) =>
    headers['x-fail'] === undefined ? { body: { jsonrpc: '2.0', id: 1, result: { tools: [] } } } : { status: 403 },
  );
  gateway = await TestGateway.start({
    stackFile: await defaultStackFile(),
    backends: { functions: backend.url },
    env: {},
  });
});

afterAll(async () => {
  await gateway.close();
  await backend.close();
});

beforeEach(() => {
  backend.received.length = 0;
});

describe('TestGateway', () => {
  it('sends a request as a person who logged in, and shows what the policies did', async () => {
    const token = await gateway.logIn('functions');
    const answer = await gateway.send({ method: 'POST', path: '/mcp', token, body: TOOLS_LIST });
    expect(answer.status).toBe(200);
    expect(answer.json()).toEqual({ jsonrpc: '2.0', id: 1, result: { tools: [] } });
    expect(answer.trace).toMatchObject({ method: 'POST', url: '/mcp', status: 200, failure: undefined });
    expect(answer.trace.variables.get('mcpName')).toBe('functions');
    expect(answer.trace.policies.find(({ id }) => id === 'check-subject-rate')).toEqual({
      name: 'rate-limit-by-key',
      id: 'check-subject-rate',
      scope: 'api',
      section: 'inbound',
    });
    expect(backend.last).toMatchObject({ method: 'POST', path: '/runtime/webhooks/mcp' });
    expect(JSON.parse(backend.last.body)).toEqual(TOOLS_LIST);
    expect(backend.last.headers).not.toHaveProperty('authorization');
  });

  it('refuses a caller without a token, and nothing reaches the backend', async () => {
    const answer = await gateway.send({ method: 'POST', path: '/mcp', body: TOOLS_LIST });
    expect(answer.status).toBe(401);
    expect(answer.headers['www-authenticate']).toContain('resource_metadata=');
    expect(backend.received).toEqual([]);
    expect(() => backend.last).toThrow('No request reached the backend.');
  });

  it('moves the time, so that a token expires', async () => {
    const token = await gateway.logIn('functions', { user: 'bob' });
    gateway.clock.advanceSeconds(3601);
    expect((await gateway.send({ method: 'POST', path: '/mcp', token, body: TOOLS_LIST })).status).toBe(401);
  });

  it('lets the backend answer what a test wants', async () => {
    const token = await gateway.logIn('functions');
    const answer = await gateway.send({ method: 'POST', path: '/mcp', token, headers: { 'x-fail': '1' }, body: '{}' });
    expect(answer.status).toBe(502);
    expect(answer.trace.policies.some(({ id }) => id === 'check-backend-refusal')).toBe(true);
  });

  it('names the endpoints when somebody logs in to one that is not there', async () => {
    await expect(gateway.logIn('payments')).rejects.toThrow(
      'There is no endpoint "payments" to log in to. There is functions.',
    );
  });
});
