import { request } from 'node:https';
import { storageCertificateAuthority } from '../../../../emulator/azure/storage/certificate';
import { startStorage } from '../../../../emulator/azure/storage/start';
import { createTestEnvironment, resolveBlocks } from '../stand-in-environment';
import { startStorageStack, type StorageStack, type TestGrant } from './storage-stack';

let stack: StorageStack | undefined;
afterEach(async () => {
  await stack?.close();
  stack = undefined;
});

interface Answer {
  readonly status: number | undefined;
  readonly code: string | undefined;
  readonly challenge: string | undefined;
  readonly body: string;
}

async function send(
  { account, environment }: StorageStack,
  method: string,
  path: string,
  authorization: string | undefined,
  body = '',
): Promise<Answer> {
  const url = new URL(path, String(account.attributes.primary_blob_endpoint));
  return new Promise((resolve, reject) => {
    const sent = request(
      url,
      {
        method,
        ca: storageCertificateAuthority(environment),
        headers: {
          'x-ms-version': '2026-02-06',
          'content-length': Buffer.byteLength(body),
          ...(method === 'PUT' ? { 'x-ms-blob-type': 'BlockBlob' } : {}),
          ...(authorization === undefined ? {} : { authorization }),
        },
      },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode,
            code: response.headers['x-ms-error-code']?.toString(),
            challenge: response.headers['www-authenticate'],
            body: Buffer.concat(chunks).toString('utf8'),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}

const boot = async (grants?: readonly TestGrant[]): Promise<StorageStack> => (stack = await startStorageStack(grants));

describe('startStorage', () => {
  it('reports the loopback endpoint and the resource id of an account', async () => {
    const { account } = await boot();
    expect(account.attributes.primary_blob_endpoint).toMatch(/^https:\/\/127\.0\.0\.1:\d+\/examplestore\/$/);
    expect(account.attributes.id).toMatch(
      /^\/subscriptions\/[0-9a-f-]+\/resourceGroups\/group\/providers\/Microsoft\.Storage\/storageAccounts\/examplestore$/,
    );
  });

  it('stores and returns a blob for an identity with a role', async () => {
    const running = await boot();
    const bearer = `Bearer ${await running.token()}`;
    expect(await send(running, 'PUT', 'snippets/a', bearer, 'text')).toMatchObject({ status: 201 });
    expect(await send(running, 'GET', 'snippets/a', bearer)).toMatchObject({ status: 200, body: 'text' });
  });

  it('takes the account’s own audience too', async () => {
    const running = await boot();
    const bearer = `Bearer ${await running.token('https://examplestore.blob.core.windows.net/')}`;
    expect(await send(running, 'PUT', 'snippets/a', bearer, 'text')).toMatchObject({ status: 201 });
  });

  it('answers 404 for a blob and for a container that are not there', async () => {
    const running = await boot();
    const bearer = `Bearer ${await running.token()}`;
    expect(await send(running, 'GET', 'snippets/none', bearer)).toMatchObject({ status: 404, code: 'BlobNotFound' });
    expect(await send(running, 'GET', 'nothere/a', bearer)).toMatchObject({ status: 404, code: 'ContainerNotFound' });
  });

  it('challenges a request without a token', async () => {
    const answer = await send(await boot(), 'GET', 'snippets/a', undefined);
    expect(answer).toMatchObject({ status: 401, code: 'NoAuthenticationInformation' });
    expect(answer.challenge).toContain('resource_id=https://storage.azure.com');
  });

  it('refuses a token for another audience', async () => {
    const running = await boot();
    const bearer = `Bearer ${await running.token('https://cosmos.azure.com')}`;
    expect(await send(running, 'GET', 'snippets/a', bearer)).toMatchObject({
      status: 401,
      code: 'InvalidAuthenticationInfo',
    });
  });

  it('refuses a token whose signature was changed', async () => {
    const running = await boot();
    const [header, claims, signature = ''] = (await running.token()).split('.');
    const forged = [header, claims, `${signature.startsWith('A') ? 'B' : 'A'}${signature.slice(1)}`].join('.');
    expect(await send(running, 'GET', 'snippets/a', `Bearer ${forged}`)).toMatchObject({ status: 401 });
  });

  it('refuses a token that has expired by the gateway’s clock', async () => {
    const running = await boot();
    const bearer = `Bearer ${await running.token()}`;
    running.environment.advanceSeconds(24 * 60 * 60 + 1);
    expect(await send(running, 'GET', 'snippets/a', bearer)).toMatchObject({ status: 401 });
  });

  it('refuses account keys and shared access signatures', async () => {
    const running = await boot();
    expect(await send(running, 'GET', 'snippets/a', 'SharedKey examplestore:AAAA')).toMatchObject({
      status: 403,
      code: 'KeyBasedAuthenticationNotPermitted',
    });
    expect(await send(running, 'GET', 'snippets/a?sv=2024-01-01&sig=AAAA', undefined)).toMatchObject({ status: 401 });
  });

  it.each<[string, readonly TestGrant[], string, 'PUT' | 'GET', boolean]>([
    ['no role', [], 'snippets/a', 'GET', false],
    ['a role that is not about blobs', [{ role: 'Contributor' }], 'snippets/a', 'GET', false],
    ['somebody else’s role', [{ role: 'Storage Blob Data Owner', principalId: 'other' }], 'snippets/a', 'GET', false],
    ['Reader, writing', [{ role: 'Storage Blob Data Reader' }], 'snippets/a', 'PUT', false],
    ['Owner by its definition id', [{ roleId: '/x/b7e6dc6d-f1e8-4753-8033-0f276bb0955b' }], 'snippets/a', 'PUT', true],
    [
      'Contributor on the container',
      [{ role: 'Storage Blob Data Contributor', scope: (id) => `${id}/blobServices/default/containers/snippets` }],
      'snippets/a',
      'PUT',
      true,
    ],
    [
      'Contributor on another container',
      [{ role: 'Storage Blob Data Contributor', scope: (id) => `${id}/blobServices/default/containers/other` }],
      'snippets/a',
      'PUT',
      false,
    ],
    [
      'Contributor on a container whose name is a prefix',
      [{ role: 'Storage Blob Data Contributor', scope: (id) => `${id}/blobServices/default/containers/snip` }],
      'snippets/a',
      'PUT',
      false,
    ],
    [
      'Contributor on the resource group',
      [{ role: 'Storage Blob Data Contributor', scope: (id) => id.slice(0, id.indexOf('/providers/')) }],
      'snippets/a',
      'PUT',
      true,
    ],
    ['Contributor, account that does not exist', [{ role: 'Storage Blob Data Contributor' }], '/none/a', 'PUT', false],
  ])('decides by role: %s', async (_case, grants, path, method, passes) => {
    const running = await boot(grants);
    const answer = await send(running, method, path, `Bearer ${await running.token()}`, method === 'PUT' ? 'x' : '');
    expect(answer).toMatchObject(passes ? { status: 201 } : { status: 403, code: 'AuthorizationPermissionMismatch' });
  });

  it('decides for the path that storage will serve, however it is written', async () => {
    const scope = (id: string): string => `${id}/blobServices/default/containers/other`;
    const running = await boot([{ role: 'Storage Blob Data Contributor', scope }]);
    const bearer = `Bearer ${await running.token()}`;
    for (const path of [
      '/examplestore/other%2F..%2Fsnippets/a',
      '/examplestore/%73nippets/a',
      '/examplestore%2Fsnippets/a',
    ]) {
      const { status } = await send(running, 'PUT', path, bearer, 'x');
      expect([400, 403, 404]).toContain(status);
    }
  });

  it('refuses a stack with a public container or a container without account, naming both', async () => {
    const environment = createTestEnvironment();
    const storage = await startStorage(environment);
    const blocks = [
      { name: 'public', arguments: { name: 'public', storage_account_name: 'x', container_access_type: 'blob' } },
    ].map((block) => ({ ...block, type: 'azurerm_storage_container' }));
    const configured = storage.configure(resolveBlocks(blocks, [storage]));
    await expect(configured).rejects.toThrow(
      /container_access_type is "blob"[^]*its storage account is none of the stack/,
    );
    await storage.close();
    await storage.close();
  });
});
