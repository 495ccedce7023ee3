import fc from 'fast-check';

/** A request as it was sent to the gateway. */
export interface RecordedRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Mutation = (request: RecordedRequest) => RecordedRequest;

/** Texts that readers of queries, forms, headers and JSON have stumbled over. */
const ODD_TEXTS = [
  '',
  '%',
  '%00',
  '%ff',
  '\u00e9',
  '{{seal-key-a}}',
  '../..',
  '"',
  "'",
  '<a>',
  '[]',
  'null',
  '0',
  '-1',
  'http://evil.example/',
  'javascript:alert(1)',
  'a'.repeat(3000),
];
const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];
const HEADERS = [
  'authorization',
  'content-type',
  'accept',
  'origin',
  'cookie',
  'mcp-session-id',
  'mcp-protocol-version',
  'x-forwarded-host',
  'content-encoding',
];

/** One of the requests with one to three changes; `requests` is read when values are drawn, not before. */
export function mutations(requests: readonly RecordedRequest[]): fc.Arbitrary<RecordedRequest> {
  const values = requests.flatMap(({ path, body }) =>
    [path, body].flatMap((text) => [...text.matchAll(/[\w.~-]{8,}/g)].map(([value]) => value)),
  );
  const text = fc.oneof(fc.constantFrom(...ODD_TEXTS), fc.constantFrom(...values), fc.string({ maxLength: 40 }));
  const index = fc.nat({ max: 5000 });
  const mutation: fc.Arbitrary<Mutation> = fc.oneof(
    fc.constantFrom(...METHODS).map((method): Mutation => (request) => ({ ...request, method })),
    fc.tuple(index, text).map(
      ([at, value]): Mutation =>
        (request) =>
          inParameters(request, (all) => replaceAt(all, at, value)),
    ),
    index.map(
      (at): Mutation =>
        (request) =>
          inParameters(request, (all) => all.filter((_, position) => position !== at % all.length)),
    ),
    index.map(
      (at): Mutation =>
        (request) =>
          inParameters(request, (all) => [...all, ...all.slice(at % all.length, (at % all.length) + 1)]),
    ),
    fc.tuple(index, text).map(([at, value]): Mutation => (request) => ({
      ...request,
      path: splice(request.path, Math.max(1, at % request.path.length), encodeURIComponent(value).slice(0, 200)),
    })),
    fc.tuple(index, text).map(([at, value]): Mutation => (request) => ({
      ...request,
      body: splice(request.body, at % (request.body.length + 1), value),
    })),
    index.map((at): Mutation => (request) => ({
      ...request,
      body: request.body.slice(0, at % (request.body.length + 1)),
    })),
    index.map(
      (at): Mutation =>
        (request) =>
          flipHeader(request, at),
    ),
    fc.tuple(fc.constantFrom(...HEADERS), text).map(([name, value]): Mutation => (request) => ({
      ...request,
      headers: { ...request.headers, [name]: headerText(value) },
    })),
    fc.constantFrom(...HEADERS).map((name): Mutation => (request) => ({
      ...request,
      headers: Object.fromEntries(Object.entries(request.headers).filter(([known]) => known.toLowerCase() !== name)),
    })),
  );
  return fc
    .tuple(fc.constantFrom(...requests), fc.array(mutation, { minLength: 1, maxLength: 3 }))
    .map(([request, changes]) => changes.reduce((changed, change) => change(changed), request));
}

/** Applies a change to the query, or to the body where there is no query. */
function inParameters(
  request: RecordedRequest,
  change: (parameters: [string, string][]) => [string, string][],
): RecordedRequest {
  const [path = '', query] = request.path.split('?');
  const changed = (text: string): string => {
    const parameters = [...new URLSearchParams(text)];
    return parameters.length === 0 ? text : new URLSearchParams(change(parameters)).toString();
  };
  return query === undefined
    ? { ...request, body: changed(request.body) }
    : { ...request, path: `${path}?${changed(query)}` };
}

function replaceAt(parameters: readonly [string, string][], at: number, value: string): [string, string][] {
  return parameters.map(([name, old], position) => [name, position === at % parameters.length ? value : old]);
}

function splice(text: string, at: number, value: string): string {
  return text.slice(0, at) + value + text.slice(at + 1);
}

/** Changes one character of one header, a credential for instance. */
function flipHeader(request: RecordedRequest, at: number): RecordedRequest {
  const headers = Object.entries(request.headers);
  const [name, value] = headers[at % Math.max(1, headers.length)] ?? [];
  if (name === undefined || value === undefined || value === '') return request;
  const position = at % value.length;
  return {
    ...request,
    headers: { ...request.headers, [name]: splice(value, position, value[position] === 'A' ? 'B' : 'A') },
  };
}

/** What Node lets stand in a header. */
function headerText(value: string): string {
  return value.replace(/[^\t\x20-\x7e\x80-\xff]/g, '');
}
