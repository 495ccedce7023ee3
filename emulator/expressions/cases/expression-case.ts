import { z } from 'zod';

const body = z.union([z.string(), z.strictObject({ base64: z.base64() }), z.null()]);
const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())]));

const response = z.strictObject({
  statusCode: z.int(),
  statusReason: z.string(),
  headers: headers.default({}),
  body: body.default(null),
});

const TYPED_VARIABLE = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.enum(['long', 'double', 'decimal', 'char', 'byte[]', 'Guid', 'DateTime', 'DateTimeOffset', 'TimeSpan']),
    value: z.string(),
  }),
  z.strictObject({ type: z.literal('string[]'), value: z.array(z.string()) }),
  z.strictObject({ type: z.enum(['JObject', 'JArray', 'JValue']), value: z.json() }),
  z.strictObject({ type: z.literal('IResponse'), value: response }),
]);

const request = z.strictObject({
  method: z.string(),
  url: z.url(),
  originalUrl: z.url(),
  headers,
  body,
  ipAddress: z.string(),
  matchedParameters: z.record(z.string(), z.string()),
});

const api = z.strictObject({
  id: z.string(),
  name: z.string(),
  path: z.string(),
  protocols: z.array(z.string()),
  serviceUrl: z.url().nullable(),
  revision: z.string(),
  isCurrentRevision: z.boolean(),
  version: z.string(),
});

const named = z.strictObject({ id: z.string(), name: z.string() });

const date = z.iso.datetime({ offset: true }).nullable().default(null);

const operation = z.strictObject({ id: z.string(), name: z.string(), method: z.string(), urlTemplate: z.string() });

const product = named.extend({
  apis: z.array(api).default([]),
  approvalRequired: z.boolean().default(false),
  groups: z.array(named).default([]),
  published: z.boolean().default(false),
  subscriptionRequired: z.boolean().default(false),
  subscriptionsLimit: z.int().nullable().default(null),
});

const subscription = z.strictObject({
  id: z.string(),
  name: z.string(),
  key: z.string(),
  createdDate: date,
  startDate: date,
  endDate: date,
  primaryKey: z.string(),
  secondaryKey: z.string(),
});

const user = z.strictObject({
  id: z.string(),
  email: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  note: z.string().nullable().default(null),
  registrationDate: date,
  groups: z.array(named).default([]),
  identities: z.array(z.strictObject({ id: z.string(), provider: z.string() })).default([]),
});

const deployment = z.strictObject({
  region: z.string(),
  serviceId: z.string(),
  serviceName: z.string(),
  gatewayId: z.string(),
});

const lastError = z.strictObject({
  source: z.string(),
  reason: z.string(),
  message: z.string(),
  scope: z.string(),
  section: z.string(),
  path: z.string(),
  policyId: z.string(),
});

/** A whole context, as default-context.json holds it. */
export const CONTEXT_SCHEMA = z.strictObject({
  requestId: z.guid(),
  /** When the request arrived. */
  timestamp: z.iso.datetime({ offset: true }),
  /** When the expression runs: `context.Elapsed` is the difference, and here also the engine's clock. */
  now: z.iso.datetime({ offset: true }),
  tracing: z.boolean(),
  request,
  response: response.nullable(),
  variables: z.record(z.string(), z.union([z.string(), z.boolean(), z.int(), z.null(), TYPED_VARIABLE])),
  api: api.nullable(),
  operation: operation.nullable(),
  product: product.nullable(),
  subscription: subscription.nullable(),
  user: user.nullable(),
  deployment,
  lastError: lastError.nullable(),
});

const CASE_SCHEMA = z.strictObject({
  id: z.string().min(1),
  expression: z.string(),
  context: CONTEXT_SCHEMA.extend({ request: request.partial(), response: response.partial().nullable() })
    .partial()
    .optional(),
});

/** Everything an expression of a case sees. */
export type CaseContext = z.infer<typeof CONTEXT_SCHEMA>;

/** A variable of a case: text, flag, Int32 or null as JSON has them, or text or JSON with its .NET type. */
export type CaseVariable = CaseContext['variables'][string];

/** A message body of a case: text, bytes, or none. */
export type CaseBody = z.infer<typeof body>;

/** An expression with the context it runs in; test/csharp/README.md describes the format. */
export type ExpressionCase = z.infer<typeof CASE_SCHEMA>;

/**
 * Reads a file of cases: a JSON array of {id, expression, context?}. Throws one Error with everything that is wrong.
 *
 * @param text the file's text
 * @param name the file's name, for errors
 */
export function parseCases(text: string, name: string): readonly ExpressionCase[] {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
  const parsed = z.array(CASE_SCHEMA).safeParse(json);
  if (!parsed.success) {
    throw new Error(`${name} is not an array of {id, expression, context?}:\n${z.prettifyError(parsed.error)}`);
  }
  const ids = parsed.data.map(({ id }) => id);
  const twice = ids.filter((id, index) => ids.indexOf(id) !== index);
  if (twice.length > 0) throw new Error(`${name} uses an id more than once: ${[...new Set(twice)].join(', ')}`);
  return parsed.data;
}
