import type { IncomingMessage } from 'node:http';
import { badRequest, CosmosError } from './cosmos-error';

/** What a request asks of a container, in the words of Cosmos's data actions. */
export type DocumentOperation = 'create' | 'upsert' | 'read' | 'replace' | 'delete';

/** A request for a document, its path and headers checked for form. */
export interface DocumentRequest {
  readonly operation: DocumentOperation;
  readonly database: string;
  readonly container: string;
  /** Undefined for create and upsert, whose id stands in the body. */
  readonly id: string | undefined;
  /** JSON text of the one partition key value, comparable as it is. */
  readonly partitionKey: string;
  readonly ifMatch: string | undefined;
  readonly ifNoneMatch: string | undefined;
}

const VERSIONS = new Set(['2017-02-22', '2018-06-18', '2018-08-31', '2018-09-17', '2018-12-31', '2020-07-15']);
const CONSISTENCY_LEVELS = ['Eventual', 'ConsistentPrefix', 'Session', 'BoundedStaleness', 'Strong'];
const PATH = /^\/dbs\/([^/]+)\/colls\/([^/]+)\/docs(?:\/([^/]+))?$/;

/** Characters Cosmos refuses in an id, and its longest length. */
const FORBIDDEN_IN_ID = /[/\\?#]/;
const LONGEST_ID = 255;

/** Checks `x-ms-version`. @throws CosmosError 400 when it is missing or no version of the REST interface this stand-in plays */
export function checkVersion(request: IncomingMessage): void {
  const version = header(request, 'x-ms-version');
  if (version === undefined || !VERSIONS.has(version)) {
    throw badRequest(
      `Invalid API version ${JSON.stringify(version ?? null)}. Ensure a valid x-ms-version header value is passed: ${[...VERSIONS].join(', ')}.`,
    );
  }
}

/**
 * Reads method, path and headers of a document request.
 * @throws CosmosError 405 for what is not played here, 400 for headers that break a rule
 */
export function readDocumentRequest(request: IncomingMessage, accountConsistency: string): DocumentRequest {
  const [path = '/'] = (request.url ?? '/').split('?');
  const match = PATH.exec(path);
  const isQuery =
    header(request, 'x-ms-documentdb-isquery') !== undefined || header(request, 'content-type') === QUERY_TYPE;
  const operation = match === null || isQuery ? undefined : operationOf(request, match[3] !== undefined);
  if (match === null || operation === undefined) {
    throw new CosmosError(
      405,
      'MethodNotAllowed',
      'The local gateway plays single documents of Cosmos only: POST /dbs/{database}/colls/{container}/docs and GET, PUT, DELETE of a document below it.',
    );
  }
  checkContentType(request, operation);
  checkConsistency(request, accountConsistency);
  const id = match[3] === undefined ? undefined : decodeSegment(match[3]);
  if (id !== undefined) {
    checkId(id);
  }
  return {
    operation,
    database: decodeSegment(match[1] ?? ''),
    container: decodeSegment(match[2] ?? ''),
    id,
    partitionKey: readPartitionKey(request),
    ifMatch: header(request, 'if-match'),
    ifNoneMatch: header(request, 'if-none-match'),
  };
}

/** Checks a document id. @throws CosmosError 400 when it is empty, too long or holds a forbidden character */
export function checkId(id: unknown): asserts id is string {
  if (typeof id !== 'string' || id === '') {
    throw badRequest("The input content is invalid because the required properties - 'id; ' - are missing");
  }
  if (id.length > LONGEST_ID) {
    throw badRequest(`The input ID is longer than ${LONGEST_ID} characters.`);
  }
  if (FORBIDDEN_IN_ID.test(id)) {
    throw badRequest('The input ID contains one of the characters / \\ ? #, which Cosmos refuses.');
  }
}

const QUERY_TYPE = 'application/query+json';

function operationOf(request: IncomingMessage, namesDocument: boolean): DocumentOperation | undefined {
  if (!namesDocument) {
    const upsert = header(request, 'x-ms-documentdb-is-upsert')?.toLowerCase() === 'true';
    return request.method === 'POST' ? (upsert ? 'upsert' : 'create') : undefined;
  }
  switch (request.method) {
    case 'GET':
      return 'read';
    case 'PUT':
      return 'replace';
    case 'DELETE':
      return 'delete';
    default:
      return undefined;
  }
}

function checkContentType(request: IncomingMessage, operation: DocumentOperation): void {
  if (operation === 'read' || operation === 'delete') {
    return;
  }
  const [mediaType] = (header(request, 'content-type') ?? '').split(';');
  if (mediaType?.trim().toLowerCase() !== 'application/json') {
    throw badRequest('The Content-Type header is required on POST and PUT and must be application/json.');
  }
}

function checkConsistency(request: IncomingMessage, accountConsistency: string): void {
  const wanted = header(request, 'x-ms-consistency-level');
  if (wanted === undefined) {
    return;
  }
  const rank = CONSISTENCY_LEVELS.indexOf(wanted);
  if (rank < 0 || rank > CONSISTENCY_LEVELS.indexOf(accountConsistency)) {
    throw badRequest(
      `The x-ms-consistency-level ${JSON.stringify(wanted)} is unknown or stronger than the account's, ${accountConsistency}.`,
    );
  }
}

function readPartitionKey(request: IncomingMessage): string {
  const text = header(request, 'x-ms-documentdb-partitionkey');
  if (text === undefined) {
    throw badRequest('PartitionKey value must be supplied for this operation.');
  }
  const key = parseJson(text);
  if (!Array.isArray(key) || key.length !== 1) {
    throw badRequest('Partition key is invalid: x-ms-documentdb-partitionkey must be a JSON array of one value.');
  }
  return JSON.stringify(key[0]);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function decodeSegment(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw badRequest('The request URL holds a broken percent-encoding.');
  }
}

function header(request: IncomingMessage, name: string): string | undefined {
  const value = request.headers[name];
  return Array.isArray(value) ? value.join(', ') : value;
}
