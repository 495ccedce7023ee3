import type { Clock, Randomness } from '../../seams';
import type { CosmosContainer } from './accounts';
import { badRequest, CosmosError, notFound } from './cosmos-error';
import { checkId, type DocumentRequest } from './document-request';

/** A document with Cosmos's own properties. */
export interface StoredDocument {
  readonly body: Readonly<Record<string, unknown>>;
  readonly etag: string;
  /** `_ts`: seconds since 1970 of the last write. */
  readonly timestampSeconds: number;
}

/** The answer to a document request; `document` is absent when the answer has no body. */
export interface StoreAnswer {
  readonly status: number;
  readonly document?: StoredDocument;
}

const LONGEST_TTL_SECONDS = 2_147_483_647;

/** The documents of one container, in memory. Every request is atomic, as it is on one Cosmos partition. */
export class DocumentStore {
  readonly #documents = new Map<string, StoredDocument>();
  readonly #resourceId: string;

  constructor(
    private readonly container: CosmosContainer,
    private readonly seams: { readonly clock: Clock; readonly randomness: Randomness },
  ) {
    this.#resourceId = Buffer.from(seams.randomness.bytes(8)).toString('base64');
  }

  /** Carries out a request. `body` is the JSON text of create, upsert and replace. @throws CosmosError as Cosmos refuses */
  handle(request: DocumentRequest, body: string): StoreAnswer {
    switch (request.operation) {
      case 'read':
        return this.#read(request);
      case 'delete':
        return this.#delete(request);
      case 'replace':
        return this.#replace(request, this.#parse(body, request));
      case 'create':
      case 'upsert':
        return this.#create(request, this.#parse(body, request));
    }
  }

  #read(request: DocumentRequest): StoreAnswer {
    const document = this.#require(request, request.id);
    return request.ifNoneMatch === document.etag ? { status: 304 } : { status: 200, document };
  }

  #delete(request: DocumentRequest): StoreAnswer {
    checkPrecondition(request, this.#require(request, request.id));
    this.#documents.delete(keyOf(request.partitionKey, request.id));
    return { status: 204 };
  }

  #replace(request: DocumentRequest, body: Readonly<Record<string, unknown>>): StoreAnswer {
    if (body.id !== request.id) {
      throw badRequest(`The id of the document, ${JSON.stringify(body.id)}, is not the one in the URL.`);
    }
    checkPrecondition(request, this.#require(request, request.id));
    return { status: 200, document: this.#write(request, body) };
  }

  #create(request: DocumentRequest, body: Readonly<Record<string, unknown>>): StoreAnswer {
    const existing = this.#find(request, body.id);
    if (existing === undefined) {
      return { status: 201, document: this.#write(request, body) };
    }
    if (request.operation === 'create') {
      throw new CosmosError(409, 'Conflict', 'Entity with the specified id already exists in the system.');
    }
    checkPrecondition(request, existing);
    return { status: 200, document: this.#write(request, body) };
  }

  #write(request: DocumentRequest, body: Readonly<Record<string, unknown>>): StoredDocument {
    const etag = `"${Buffer.from(this.seams.randomness.bytes(16)).toString('hex')}"`;
    const timestampSeconds = this.#nowSeconds();
    const rid = Buffer.from(this.seams.randomness.bytes(16)).toString('base64');
    const document: StoredDocument = {
      etag,
      timestampSeconds,
      body: {
        ...body,
        _rid: rid,
        _self: `dbs/${this.#resourceId}/colls/${this.#resourceId}/docs/${rid}/`,
        _etag: etag,
        _attachments: 'attachments/',
        _ts: timestampSeconds,
      },
    };
    this.#documents.set(keyOf(request.partitionKey, body.id), document);
    return document;
  }

  #require(request: DocumentRequest, id: unknown): StoredDocument {
    const document = this.#find(request, id);
    if (document === undefined) {
      throw notFound('document');
    }
    return document;
  }

  #find(request: DocumentRequest, id: unknown): StoredDocument | undefined {
    const key = keyOf(request.partitionKey, id);
    const document = this.#documents.get(key);
    if (document !== undefined && this.#isExpired(document)) {
      this.#documents.delete(key);
      return undefined;
    }
    return document;
  }

  #isExpired(document: StoredDocument): boolean {
    const { defaultTtlSeconds } = this.container;
    if (defaultTtlSeconds === undefined) {
      return false;
    }
    const own = document.body.ttl;
    const ttl = typeof own === 'number' ? own : defaultTtlSeconds;
    return ttl !== -1 && this.#nowSeconds() >= document.timestampSeconds + ttl;
  }

  #nowSeconds(): number {
    return Math.floor(this.seams.clock.nowMilliseconds() / 1000);
  }

  #parse(text: string, request: DocumentRequest): Readonly<Record<string, unknown>> {
    const body = parseObject(text);
    checkId(body.id);
    const { ttl } = body;
    if (ttl !== undefined && !isTtl(ttl)) {
      throw badRequest(
        `The input ttl ${JSON.stringify(ttl)} is invalid. Ensure to provide a nonzero positive integer less than or equal to ${LONGEST_TTL_SECONDS}, or -1.`,
      );
    }
    if (partitionKeyOf(body, this.container.partitionKeyPath) !== request.partitionKey) {
      throw badRequest("PartitionKey extracted from document doesn't match the one specified in the header");
    }
    return body;
  }
}

function keyOf(partitionKey: string, id: unknown): string {
  return JSON.stringify([partitionKey, id]);
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    value = undefined;
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw badRequest('The request payload is invalid. Ensure to provide a valid request payload: a JSON object.');
  }
  return value as Readonly<Record<string, unknown>>;
}

function isTtl(value: unknown): boolean {
  return (
    typeof value === 'number' &&
    Number.isInteger(value) &&
    (value === -1 || (value > 0 && value <= LONGEST_TTL_SECONDS))
  );
}

/** A document without the property has the partition key "undefined", which the header spells `[{}]`. */
function partitionKeyOf(body: Readonly<Record<string, unknown>>, path: readonly string[]): string {
  let value: unknown = body;
  for (const name of path) {
    value =
      typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>)[name] : undefined;
  }
  return JSON.stringify(value) ?? '{}';
}

function checkPrecondition(request: DocumentRequest, document: StoredDocument): void {
  if (request.ifMatch !== undefined && request.ifMatch !== '*' && request.ifMatch !== document.etag) {
    throw new CosmosError(
      412,
      'PreconditionFailed',
      'Operation cannot be performed because one of the specified precondition is not met.',
    );
  }
}
