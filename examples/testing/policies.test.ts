import { StubBackend, TestGateway } from 'azure-mcp-gateway/harness';

let backend: StubBackend;
let gateway: TestGateway;

beforeAll(async () => {
  backend = await StubBackend.start(() => ({ body: { jsonrpc: '2.0', id: 1, result: { tools: [] } } }));
  gateway = await TestGateway.start({
    stackFile: 'cdktf.out/stacks/mcp-gateway/cdk.tf.json',
    backends: { functions: backend.url },
  });
});

afterAll(async () => {
  await gateway.close();
  await backend.close();
});

it('keeps the token of the caller from the backend', async () => {
  const token = await gateway.logIn('functions');
  const answer = await gateway.send({
    method: 'POST',
    path: '/mcp',
    token,
    body: { jsonrpc: '2.0', id: 1, method: 'tools/list' },
  });
  expect(answer.status).toBe(200);
  expect(backend.last.headers).not.toHaveProperty('authorization');
});
