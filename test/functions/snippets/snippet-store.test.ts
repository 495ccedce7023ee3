import { BlobServiceClient } from '@azure/storage-blob';
import { BlobSnippetStore } from '../../../functions/src/snippets/snippet-store';
import { storageCertificateAuthority } from '../../../emulator/azure/storage/certificate';
import { startStorageStack, type StorageStack, type TestGrant } from '../../emulator/azure/storage/storage-stack';

let stack: StorageStack;
afterEach(() => stack.close());

/** The store over real Blob storage requests; only where the token comes from differs from the deployed app. */
async function storeOn(container: string, grants?: readonly TestGrant[]): Promise<BlobSnippetStore> {
  stack = await startStorageStack(grants);
  const { environment, account, token } = stack;
  const credential = {
    getToken: async () => ({ token: await token(), expiresOnTimestamp: Number.MAX_SAFE_INTEGER }),
  };
  // The SDK's HTTP pipeline takes tlsOptions; the type of the blob client's options leaves them out.
  const options = {
    tlsOptions: { ca: storageCertificateAuthority(environment) },
    keepAliveOptions: { enable: false },
  };
  const service = new BlobServiceClient(String(account.attributes.primary_blob_endpoint), credential, options);
  return new BlobSnippetStore(service.getContainerClient(container));
}

describe('BlobSnippetStore', () => {
  it('reads what was written, and the newer of two', async () => {
    const store = await storeOn('snippets');
    await store.write('a', 'first');
    await store.write('a', 'zweiter ü');
    expect(await store.read('a')).toBe('zweiter ü');
  });

  it('knows that a snippet is not there', async () => {
    expect(await (await storeOn('snippets')).read('none')).toBeUndefined();
  });

  it('fails, naming status and code only, when the container is not there', async () => {
    const store = await storeOn('nothere');
    await expect(store.read('a')).rejects.toMatchObject({
      name: 'SnippetStoreError',
      message: 'Blob storage refused reading: 404 ContainerNotFound.',
    });
    await expect(store.write('a', 'text')).rejects.toThrow('Blob storage refused writing: 404 ContainerNotFound.');
  });

  it('fails when the identity has no role', async () => {
    const store = await storeOn('snippets', []);
    await expect(store.write('a', 'text')).rejects.toThrow('403 AuthorizationPermissionMismatch');
  });
});
