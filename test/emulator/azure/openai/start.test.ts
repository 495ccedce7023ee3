import { startManagedIdentity } from '../../../../emulator/azure/managed-identity/start';
import { startOpenAi } from '../../../../emulator/azure/openai/start';
import type { StandIn } from '../../../../emulator/azure/stand-in';
import type { ResolvedStack } from '../../../../emulator/stack/resolved-stack';
import { send, type Answer } from '../../../support/oauth-client';
import { createTestEnvironment, resolveBlock, resolveBlocks, type TestBlock } from '../stand-in-environment';
import { closeAfterwards } from '../../../support/close-afterwards';

const CALLER = 'azurerm_function_app_flex_consumption.app';
const HOST = 'contoso.openai.azure.com';

const ACCOUNT: TestBlock = {
  type: 'azurerm_cognitive_account',
  name: 'account',
  arguments: {
    name: 'oai',
    resource_group_name: 'group',
    kind: 'OpenAI',
    custom_subdomain_name: 'contoso',
    local_auth_enabled: false,
  },
};

interface Options {
  readonly account?: Readonly<Record<string, unknown>>;
  /** Role, and its scope made of the account's id. @default the role of the gateway, on the account */
  readonly grant?: { readonly role?: string; readonly scope?: (id: string) => string };
  readonly deployment?: Readonly<Record<string, unknown>>;
}

interface Running {
  readonly openAi: StandIn;
  readonly stack: ResolvedStack;
  token(resource?: string): Promise<string>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
}

async function start({ account = {}, grant = {}, deployment = {} }: Options = {}): Promise<Running> {
  const environment = createTestEnvironment();
  const identity = await startManagedIdentity(environment);
  const openAi = await startOpenAi(environment);
  closeAfterwards(() => identity.close());
  closeAfterwards(() => openAi.close());
  const block = { ...ACCOUNT, arguments: { ...ACCOUNT.arguments, ...account } };
  const id = String(resolveBlock(block, [openAi]).attributes['id']);
  const deploy = (name: string, model: string): TestBlock => ({
    type: 'azurerm_cognitive_deployment',
    name,
    arguments: { name, cognitive_account_id: id, model: { format: 'OpenAI', name: model }, ...deployment },
  });
  const stackFor = (principalId: string): ResolvedStack =>
    resolveBlocks(
      [
        block,
        deploy('chat', 'gpt-4.1-mini'),
        deploy('embed', 'text-embedding-3-small'),
        {
          type: 'azurerm_function_app_flex_consumption',
          name: 'app',
          arguments: { identity: { type: 'SystemAssigned' } },
        },
        {
          type: 'azurerm_role_assignment',
          name: 'role',
          arguments: {
            principal_id: principalId,
            role_definition_name: grant.role ?? 'Cognitive Services OpenAI User',
            scope: (grant.scope ?? ((same: string): string => same))(id),
          },
        },
      ],
      [openAi],
    );
  await identity.configure(stackFor(''));
  const token = async (resource = 'https://cognitiveservices.azure.com'): Promise<string> => {
    const issued = await environment.identity.current?.token({ ownerAddress: CALLER, resource, clientId: undefined });
    return issued?.accessToken ?? '';
  };
  const claims = JSON.parse(Buffer.from((await token()).split('.')[1] ?? '', 'base64url').toString('utf8')) as {
    oid: string;
  };
  const stack = stackFor(claims.oid);
  await openAi.configure(stack);
  return {
    openAi,
    stack,
    token,
    post: async (path, body, headers) =>
      send(environment.hosts.toLoopback(new URL(`https://${HOST}${path}`)) ?? '', {
        method: 'POST',
        headers: { host: HOST, ...(headers ?? { authorization: `Bearer ${await token()}` }) },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
  };
}

const CHAT = '/openai/v1/chat/completions';
const HELLO = { model: 'chat', messages: [{ role: 'user', content: 'Hello there' }] };
const TEXT = 'gpt-4.1-mini on this machine heard: Hello there';

const eventsOf = ({ text }: Answer): unknown[] =>
  [...text.matchAll(/^data: (.*)$/gm)].map(([, data = '']) => (data === '[DONE]' ? data : JSON.parse(data)));

describe('startOpenAi', () => {
  it('reports endpoint, keys and ids', async () => {
    const { stack } = await start();
    const [account, deployment] = stack.resources;
    expect(account?.attributes).toMatchObject({
      id: expect.stringMatching(/\/resourceGroups\/group\/providers\/Microsoft\.CognitiveServices\/accounts\/oai$/),
      endpoint: `https://${HOST}/`,
    });
    expect(deployment?.attributes['id']).toBe(`${String(account?.attributes['id'])}/deployments/chat`);
    const { primary_access_key: primary, secondary_access_key: secondary } = account?.attributes ?? {};
    expect(primary).not.toBe(secondary);
  });

  it('completes chats, always the same way, and counts tokens', async () => {
    const { post } = await start();
    const [first, second] = [await post(CHAT, HELLO), await post(CHAT, HELLO)];
    expect(first).toMatchObject({
      status: 200,
      json: {
        object: 'chat.completion',
        created: Date.UTC(2026, 2, 4, 5, 6, 7) / 1000,
        choices: [{ message: { role: 'assistant', content: TEXT }, finish_reason: 'stop' }],
        usage: { prompt_tokens: 9 },
      },
    });
    expect(second.json['choices']).toEqual(first.json['choices']);
    expect(second.json['id']).not.toBe(first.json['id']);
  });

  it('streams chats, with usage only where it is asked for', async () => {
    const { post } = await start();
    const plain = eventsOf(await post(CHAT, { ...HELLO, stream: true }));
    const counted = eventsOf(await post(CHAT, { ...HELLO, stream: true, stream_options: { include_usage: true } }));
    expect(plain.at(-1)).toBe('[DONE]');
    expect(plain.at(-2)).toMatchObject({ choices: [{ finish_reason: 'stop' }] });
    expect(counted.at(-2)).toMatchObject({ choices: [], usage: { prompt_tokens: 9 } });
    const text = plain.map(
      (event) => (event as { choices?: { delta?: { content?: string } }[] }).choices?.[0]?.delta?.content ?? '',
    );
    expect(text.join('')).toBe(TEXT);
  });

  it('answers responses, at once and in numbered events', async () => {
    const { post } = await start();
    const body = { model: 'chat', input: [{ role: 'user', content: [{ type: 'input_text', text: 'Hello there' }] }] };
    expect(await post('/openai/v1/responses', body)).toMatchObject({
      status: 200,
      json: { status: 'completed', output: [{ type: 'message', content: [{ type: 'output_text', text: TEXT }] }] },
    });
    const events = eventsOf(await post('/openai/v1/responses', { ...body, stream: true }));
    expect(events.map((event) => (event as { sequence_number: number }).sequence_number)).toEqual([...events.keys()]);
    expect(events.at(-1)).toMatchObject({ type: 'response.completed', response: { status: 'completed' } });
  });

  it('embeds in vectors of length 1, as numbers or Base64, of the size asked for', async () => {
    const { post } = await start();
    const embed = async (more: object): Promise<unknown> => {
      const { json } = await post('/openai/v1/embeddings', { model: 'embed', input: 'text', dimensions: 8, ...more });
      return (json['data'] as { embedding: unknown }[])[0]?.embedding;
    };
    const numbers = (await embed({})) as number[];
    expect(Math.hypot(...numbers)).toBeCloseTo(1, 5);
    const bytes = Buffer.from((await embed({ encoding_format: 'base64' })) as string, 'base64');
    expect([...new Float32Array(new Uint8Array(bytes).buffer)]).toEqual(numbers);
  });

  it.each([
    ['a deployment it does not have', CHAT, { ...HELLO, model: 'gpt-4.1-mini' }, 404, 'DeploymentNotFound'],
    ['no deployment', CHAT, 'no json', 404, 'DeploymentNotFound'],
    ['a chat with a model of embeddings', CHAT, { ...HELLO, model: 'embed' }, 400, 'OperationNotSupported'],
    ['no messages', CHAT, { model: 'chat' }, 400, 'invalid_request_error'],
    ['no text to embed', '/openai/v1/embeddings', { model: 'embed' }, 400, 'invalid_request_error'],
    ['another operation', '/openai/v1/files', {}, 404, '404'],
    ['a name every object has', '/openai/v1/constructor', {}, 404, '404'],
    ['the API that wants a version', '/openai/deployments/chat/chat/completions?api-version=1', HELLO, 404, '404'],
  ])('refuses %s', async (_what, path, body, status, code) => {
    const { post } = await start();
    expect(await post(path, body)).toMatchObject({ status, json: { error: { code } } });
  });

  it('refuses a token for something else, one that is none, and no token', async () => {
    const { post, token } = await start();
    const other = await token('https://storage.azure.com');
    for (const headers of [{ authorization: `Bearer ${other}` }, { authorization: 'Bearer x' }, {}]) {
      const answer = await post(CHAT, HELLO, headers as Record<string, string>);
      expect(answer).toMatchObject({ status: 401, json: { error: { code: '401' } } });
    }
  });

  it('refuses keys, unless the account takes them', async () => {
    const closed = await start();
    const key = (running: Running): string => String(running.stack.resources[0]?.attributes['primary_access_key']);
    expect(await closed.post(CHAT, HELLO, { 'api-key': key(closed) })).toMatchObject({
      status: 403,
      json: { error: { code: 'AuthenticationTypeDisabled' } },
    });
    const open = await start({ account: { local_auth_enabled: true } });
    expect((await open.post(CHAT, HELLO, { 'api-key': key(open) })).status).toBe(200);
    expect((await open.post(CHAT, HELLO, { 'api-key': 'guessed' })).status).toBe(401);
  });

  it.each([
    ['a role without data actions', { role: 'Reader' }, 401],
    ['a role on another account', { scope: (id: string) => `${id}2` }, 401],
    ['a role on one deployment', { scope: (id: string) => `${id}/deployments/chat` }, 401],
    ['a role on the resource group', { scope: (id: string) => id.replace(/\/providers\/.*/, '') }, 200],
    ['another role with data actions', { role: 'Cognitive Services OpenAI Contributor' }, 200],
  ])('looks at the roles of the stack: %s', async (_what, grant, status) => {
    const { post } = await start({ grant });
    expect((await post(CHAT, HELLO)).status).toBe(status);
  });

  it('does not start an account without a subdomain, nor a model without an account', async () => {
    await expect(
      start({
        account: { custom_subdomain_name: undefined },
        deployment: { cognitive_account_id: '/subscriptions/other' },
      }),
    ).rejects.toThrow(
      /azurerm_cognitive_account\.account: without custom_subdomain_name .*\n.*azurerm_cognitive_deployment\.chat: cognitive_account_id/,
    );
  });
});
