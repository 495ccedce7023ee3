import type { RequestListener } from 'node:http';
import BlobRequestListenerFactory from 'azurite/dist/src/blob/BlobRequestListenerFactory';
import StorageError from 'azurite/dist/src/blob/errors/StorageError';
import BlobGCManager from 'azurite/dist/src/blob/gc/BlobGCManager';
import LokiBlobMetadataStore from 'azurite/dist/src/blob/persistence/LokiBlobMetadataStore';
import logger from 'azurite/dist/src/common/Logger';
import { OAuthLevel } from 'azurite/dist/src/common/models';
import LokiExtentMetadataStore from 'azurite/dist/src/common/persistence/LokiExtentMetadataStore';
import MemoryExtentStore, { MemoryExtentChunkStore } from 'azurite/dist/src/common/persistence/MemoryExtentStore';

/** Blob storage in memory: Azurite's request handling without its server, its command line and its telemetry. */
export interface BlobService {
  /** Handles one request of the Blob REST API, path style: `/<account>/<container>/<blob>`. */
  readonly listener: RequestListener;
  addAccount(name: string): void;
  createContainer(account: string, name: string): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts an empty blob service.
 * @param accountKey bytes for a new account's key, which nothing hands out: callers come with tokens
 */
export async function createBlobService(accountKey: () => Uint8Array): Promise<BlobService> {
  // Loki wants a path even for a database in memory; it only looks whether the file exists.
  const metadata = new LokiBlobMetadataStore('in-memory-blobs', true);
  const extentMetadata = new LokiExtentMetadataStore('in-memory-extents', true);
  const extents = new MemoryExtentStore(
    'blob',
    new MemoryExtentChunkStore(),
    extentMetadata,
    logger,
    (statusCode, code, message, requestId) => new StorageError(statusCode, code, message, requestId),
  );
  const collector = new BlobGCManager(metadata, extentMetadata, extents, () => undefined, logger);
  await metadata.init();
  await extentMetadata.init();
  await extents.init();
  await collector.start();

  const accounts = new Map<string, { name: string; key1: Buffer }>();
  const factory = new BlobRequestListenerFactory(
    metadata,
    extents,
    { getAccount: (name) => accounts.get(name) },
    false,
    undefined,
    false,
    // Current SDKs send API versions that this Azurite does not know by name but serves all the same.
    true,
    OAuthLevel.BASIC,
    true,
  );

  return {
    listener: factory.createRequestListener(),
    addAccount: (name) => {
      accounts.set(name, { name, key1: Buffer.from(accountKey()) });
    },
    createContainer: async (accountName, name) => {
      await metadata.createContainer(undefined, {
        accountName,
        name,
        properties: {
          etag: '"0x8D000000000000"',
          lastModified: new Date(0),
          leaseStatus: 'unlocked',
          leaseState: 'available',
          hasImmutabilityPolicy: false,
          hasLegalHold: false,
        },
      });
    },
    close: async () => {
      await collector.close();
      await extents.close();
      await extentMetadata.close();
      await metadata.close();
    },
  };
}
