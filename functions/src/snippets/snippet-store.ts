import { text } from 'node:stream/consumers';
import { ManagedIdentityCredential } from '@azure/identity';
import { BlobServiceClient, RestError } from '@azure/storage-blob';
import type { ContainerClient } from '@azure/storage-blob';
import { readSettings } from '../app-settings';

/** Where snippets live. Names and contents were checked before they get here. */
export interface SnippetStore {
  /**
   * The content of a snippet, or undefined when there is none of that name.
   * @throws SnippetStoreError when the store did not answer as it should
   */
  read(name: string): Promise<string | undefined>;
  /**
   * Creates or replaces a snippet.
   * @throws SnippetStoreError when the store did not answer as it should
   */
  write(name: string, content: string): Promise<void>;
}

/** The store failed; the message says how, for the operator's log, and holds no snippet and no token. */
export class SnippetStoreError extends Error {
  override readonly name = 'SnippetStoreError';
}

/** Snippets in a blob container, one blob each, shared by everyone who may call the tools. */
export class BlobSnippetStore implements SnippetStore {
  constructor(private readonly container: ContainerClient) {}

  async read(name: string): Promise<string | undefined> {
    try {
      const { readableStreamBody } = await this.container.getBlockBlobClient(name).download();
      return readableStreamBody === undefined ? '' : await text(readableStreamBody);
    } catch (error) {
      if (error instanceof RestError && error.statusCode === 404 && error.code === 'BlobNotFound') {
        return undefined;
      }
      throw failure('reading', error);
    }
  }

  async write(name: string, content: string): Promise<void> {
    const body = Buffer.from(content, 'utf8');
    try {
      await this.container
        .getBlockBlobClient(name)
        .upload(body, body.byteLength, { blobHTTPHeaders: { blobContentType: 'text/plain; charset=utf-8' } });
    } catch (error) {
      throw failure('writing', error);
    }
  }
}

let store: SnippetStore | undefined;

/**
 * The store of this Function App: its app settings say where, its system-assigned managed identity opens it. Made at
 * the first call, so that an app with wrong settings still starts and tells the caller of a tool.
 * @throws Error naming the app setting that is missing
 */
export function snippetStore(): SnippetStore {
  if (store === undefined) {
    const settings = readSettings(process.env);
    // The one credential that exists on Azure, not DefaultAzureCredential: a chain hides which identity answered.
    const service = new BlobServiceClient(settings.blobEndpoint, new ManagedIdentityCredential(), {
      retryOptions: { maxTries: 3, tryTimeoutInMs: 10_000, maxRetryDelayInMs: 2_000 },
    });
    store = new BlobSnippetStore(service.getContainerClient(settings.container));
  }
  return store;
}

function failure(action: string, error: unknown): SnippetStoreError {
  if (error instanceof RestError) {
    const details = [error.statusCode, error.code].filter((detail) => detail !== undefined).join(' ');
    return new SnippetStoreError(`Blob storage refused ${action}: ${details || error.name}.`);
  }
  return new SnippetStoreError(
    `Blob storage failed while ${action}: ${error instanceof Error ? error.name : 'unknown error'}.`,
  );
}
