import { createServer } from 'node:https';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { StandIn, StandInEnvironment } from '../stand-in';
import { azuriteTicket, BLOB_CHALLENGE, refusal } from './access';
import type { BlobAccessRules, BlobRefusal } from './access';
import { readStorageAccounts, readStorageContainers, storageAccountId, storageContainerId } from './accounts';
import type { StorageContainer } from './accounts';
import type { BlobService } from './blob-service';
import { createLoopbackCertificate, registerStorageCertificateAuthority } from './certificate';
import { loadAzurite } from './load-azurite';
import { readBlobGrants } from './roles';

/**
 * Stands in for the storage accounts of the stack: Blob storage (Azurite, in memory) over https on 127.0.0.1, with the
 * containers of the stack, for identities to which the stack gives a blob data role. An account's endpoint is
 * `https://127.0.0.1:<port>/<account>/`; clients must trust `storageCertificateAuthority`.
 */
export async function startStorage(environment: StandInEnvironment): Promise<StandIn> {
  const certificate = await createLoopbackCertificate();
  let rules: BlobAccessRules = { accounts: new Map(), grants: [] };
  let containers: readonly StorageContainer[] = [];
  let blobs: Promise<BlobService> | undefined;
  const openBlobs = async (): Promise<BlobService> => {
    const service = await loadAzurite().createBlobService(() => environment.randomness.bytes(64));
    for (const name of rules.accounts.keys()) {
      service.addAccount(name);
    }
    for (const container of containers) {
      await service.createContainer(container.accountName, container.name);
    }
    return service;
  };

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const refused = await refusal(request, rules, environment.clock);
    if (refused !== undefined) {
      refuse(request, response, refused);
      return;
    }
    const { listener } = await (blobs ??= openBlobs());
    request.headers.authorization = azuriteTicket({ nowMilliseconds: Date.now });
    listener(request, response);
  };
  const server = createServer({ key: certificate.key, cert: certificate.certificate }, (request, response) => {
    handle(request, response).catch(() => {
      environment.log('Storage: a request failed inside the local gateway.');
      response.destroy();
    });
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  registerStorageCertificateAuthority(environment, certificate.authority);

  let closed: Promise<void> | undefined;
  const close = async (): Promise<void> => {
    const stopped = new Promise<void>((resolve) => server.close(() => resolve()));
    server.closeAllConnections();
    await stopped;
    await (await blobs)?.close();
  };

  return {
    computes: {
      azurerm_storage_account: {
        id: storageAccountId,
        primary_blob_endpoint: (account) => `https://127.0.0.1:${port}/${String(account.argument('name'))}/`,
        primary_blob_host: () => `127.0.0.1:${port}`,
      },
      azurerm_storage_container: {
        id: (container) => {
          const accountId = container.argument('storage_account_id');
          const name = String(container.argument('name'));
          return typeof accountId === 'string'
            ? storageContainerId(accountId, name)
            : `https://127.0.0.1:${port}/${String(container.argument('storage_account_name'))}/${name}`;
        },
      },
    },
    configure: async (stack) => {
      const accounts = readStorageAccounts(stack);
      containers = readStorageContainers(stack, accounts);
      rules = { accounts, grants: readBlobGrants(stack) };
    },
    close: () => (closed ??= close()),
  };
}

function refuse(request: IncomingMessage, response: ServerResponse, { status, code, message }: BlobRefusal): void {
  // The body of an upload is read and dropped, so that the client gets the answer and not a broken connection.
  request.resume();
  const body = `<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${message}</Message></Error>`;
  response.writeHead(status, {
    'Content-Type': 'application/xml',
    'x-ms-error-code': code,
    ...(status === 401 ? { 'WWW-Authenticate': BLOB_CHALLENGE } : {}),
  });
  response.end(body);
}
