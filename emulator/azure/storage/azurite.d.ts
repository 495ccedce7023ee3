/** The parts of Azurite that the storage stand-in is made of; the package ships no types. */
declare module 'azurite/dist/src/common/Logger' {
  /** Silent unless configured. */
  const logger: object;
  export { logger as default };
}

declare module 'azurite/dist/src/common/persistence/LokiExtentMetadataStore' {
  class LokiExtentMetadataStore {
    constructor(databasePath: string, inMemory: boolean);
    init(): Promise<void>;
    close(): Promise<void>;
  }
  export { LokiExtentMetadataStore as default };
}

declare module 'azurite/dist/src/common/persistence/MemoryExtentStore' {
  import type LokiExtentMetadataStore from 'azurite/dist/src/common/persistence/LokiExtentMetadataStore';

  /** Holds the bytes of all extents. */
  export class MemoryExtentChunkStore {
    constructor(sizeLimitBytes?: number);
  }

  class MemoryExtentStore {
    constructor(
      category: string,
      chunks: MemoryExtentChunkStore,
      metadata: LokiExtentMetadataStore,
      logger: object,
      makeError: (statusCode: number, code: string, message: string, requestId: string) => Error,
    );
    init(): Promise<void>;
    close(): Promise<void>;
  }
  export { MemoryExtentStore as default };
}

declare module 'azurite/dist/src/blob/persistence/LokiBlobMetadataStore' {
  class LokiBlobMetadataStore {
    constructor(databasePath: string, inMemory: boolean);
    init(): Promise<void>;
    close(): Promise<void>;
    createContainer(
      context: undefined,
      container: { accountName: string; name: string; properties: Readonly<Record<string, unknown>> },
    ): Promise<unknown>;
  }
  export { LokiBlobMetadataStore as default };
}

declare module 'azurite/dist/src/blob/gc/BlobGCManager' {
  class BlobGCManager {
    constructor(
      referred: object,
      all: object,
      extents: object,
      onError: (error: Error) => void,
      logger: object,
      intervalMilliseconds?: number,
    );
    start(): Promise<void>;
    close(): Promise<void>;
  }
  export { BlobGCManager as default };
}

declare module 'azurite/dist/src/blob/errors/StorageError' {
  class StorageError extends Error {
    constructor(statusCode: number, code: string, message: string, requestId: string);
  }
  export { StorageError as default };
}

declare module 'azurite/dist/src/blob/BlobRequestListenerFactory' {
  import type { RequestListener } from 'node:http';

  class BlobRequestListenerFactory {
    constructor(
      metadataStore: object,
      extentStore: object,
      accounts: { getAccount(name: string): { name: string; key1: Buffer } | undefined },
      enableAccessLog: boolean,
      accessLogWriteStream: undefined,
      loose: boolean,
      skipApiVersionCheck: boolean,
      oauth: number | undefined,
      disableProductStyleUrl: boolean,
    );
    createRequestListener(): RequestListener;
  }
  export { BlobRequestListenerFactory as default };
}

declare module 'azurite/dist/src/common/models' {
  export const OAuthLevel: { readonly BASIC: number };
}
