import type { CaseVariable, ExpressionCase } from '../../../emulator/expressions/cases/expression-case';
import type { SeededRandom } from './random';
import { jsonText, propertyName } from './texts/json';
import { sentence, word } from './texts/words';
import { xmlText } from './texts/xml';

/** What a generated case changes of the default context. */
export type GeneratedContext = NonNullable<ExpressionCase['context']>;

const METHODS = ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS'];
const PATHS = ['/', '/a', '/a/b/', '/things/42', '/v1/chat%20room/x', '/mcp', '/a//b', '/%C3%A9', '/items/1;v=2'];
const QUERIES = [
  '',
  '?x=1',
  '?x=1&x=2&y=',
  '?a=b+c&d=%26',
  '?flag',
  '?k=%C3%A9&k=2',
  '?A=1&a=2',
  '?api-version=2026-01-01',
];
const HEADERS: readonly (readonly [name: string, values: readonly string[]])[] = [
  ['Accept', ['*/*', 'application/json', 'text/html;q=0.8, */*;q=0.1', '']],
  [
    'Authorization',
    ['Bearer abc.def', 'Basic dTpwOnc=', 'Basic !!', 'bearer x', 'Bearer eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.'],
  ],
  ['Content-Type', ['application/json', 'text/xml; charset=utf-8', 'application/x-www-form-urlencoded']],
  ['X-Forwarded-For', ['203.0.113.7, 10.0.0.1', '2001:db8::1']],
  ['X-Count', ['1', '-5', '007', 'abc', '9999999999']],
  ['Host', ['gateway.example', 'localhost:8080']],
  ['If-None-Match', ['"etag"', 'W/"x"']],
];
const FORMS = ['a=1&b=2', 'x=%20y&x=z', 'k', ''];

function url(host: string, random: SeededRandom): string {
  return `https://${host}${random.pick(['', '', ':8443'])}${random.pick(PATHS)}${random.pick(QUERIES)}`;
}

function headers(random: SeededRandom): Record<string, string | string[]> {
  const chosen = HEADERS.filter(() => random.chance(0.45));
  return Object.fromEntries(
    chosen.map(([name, values]) => {
      const one = (): string => (random.chance(0.1) ? word(random).replace(/[^ -~]/g, '') : random.pick(values));
      return [name, random.chance(0.2) ? [one(), one()] : one()];
    }),
  );
}

function body(random: SeededRandom): NonNullable<GeneratedContext['request']>['body'] {
  switch (random.below(6)) {
    case 0:
      return null;
    case 1:
      return random.pick(FORMS);
    case 2:
      return xmlText(random);
    case 3:
      return { base64: Buffer.from(sentence(random)).toString('base64') };
    default:
      return jsonText(random);
  }
}

function response(random: SeededRandom): NonNullable<GeneratedContext['response']> {
  const [statusCode, statusReason] = random.pick([
    [200, 'OK'],
    [201, 'Created'],
    [404, 'Not Found'],
    [429, 'Too Many Requests'],
    [500, ''],
  ] as const);
  return { statusCode, statusReason, headers: headers(random), body: body(random) };
}

function variable(random: SeededRandom): CaseVariable {
  switch (random.below(9)) {
    case 0:
      return random.below(1000) - 500;
    case 1:
      return random.chance(0.5);
    case 2:
      return null;
    case 3:
      return { type: 'Guid', value: '00112233-4455-6677-8899-aabbccddeeff' };
    case 4:
      return {
        type: random.pick(['long', 'double', 'decimal'] as const),
        value: random.pick(['0', '1', '-42', '7000000000']),
      };
    case 5:
      return { type: 'JObject', value: { [propertyName(random)]: 1, b: [true, null, 'x'] } };
    case 6:
      return { type: 'DateTime', value: random.pick(['2026-01-02T03:04:05Z', '2024-02-29T00:00:00']) };
    case 7:
      return { type: 'string[]', value: [word(random), sentence(random)] };
    default:
      return random.chance(0.5) ? sentence(random) : jsonText(random);
  }
}

const NAMED = { id: 'developers', name: 'Developers' };
const API = {
  ...{ id: 'orders', name: 'Orders', path: 'shop/orders', protocols: ['http', 'https'], revision: '3' },
  ...{ serviceUrl: null, isCurrentRevision: false, version: '' },
};

/** Who calls what: each of these is null in the default context. */
function entities(random: SeededRandom): GeneratedContext {
  const context: GeneratedContext = {};
  if (random.chance(0.5)) {
    context.user = {
      ...{ id: 'u1', email: 'a@b.example', firstName: word(random), lastName: '', note: random.pick([null, 'vip']) },
      registrationDate: random.pick([null, '2025-05-06T07:08:09Z']),
      groups: random.chance(0.7) ? [NAMED, { id: 'guests', name: 'Guests' }] : [],
      identities: random.chance(0.7) ? [{ id: 'x', provider: 'Aad' }] : [],
    };
  }
  if (random.chance(0.5)) {
    context.product = {
      ...{ id: 'starter', name: 'Starter', approvalRequired: random.chance(0.5), published: random.chance(0.5) },
      ...{ subscriptionRequired: true, subscriptionsLimit: random.pick([null, 5]), groups: [NAMED], apis: [API] },
    };
  }
  if (random.chance(0.5)) {
    context.subscription = {
      ...{ id: 's1', name: 'First', key: 'k1', primaryKey: 'k1', secondaryKey: 'k2' },
      ...{ createdDate: '2026-01-02T03:04:05Z', startDate: random.pick([null, '2026-01-03T00:00:00Z']), endDate: null },
    };
  }
  if (random.chance(0.4)) {
    context.lastError = {
      ...{ source: 'validate-jwt', reason: 'TokenExpired', message: sentence(random), scope: 'api' },
      ...{ section: 'inbound', path: 'validate-jwt[1]', policyId: 'check' },
    };
  }
  return context;
}

/** A context that differs from the default one in the request, the response, the variables and who calls what. */
export function generateContext(random: SeededRandom): GeneratedContext {
  const names = ['a', 'b', 'x', 'k', 'flag', 'count', 'missing'].filter(() => random.chance(0.4));
  return {
    ...entities(random),
    request: {
      method: random.pick(METHODS),
      url: url('backend.example', random),
      originalUrl: url('gateway.example', random),
      headers: headers(random),
      body: body(random),
      matchedParameters: random.chance(0.5) ? { id: word(random), A: '1' } : {},
    },
    response: random.chance(0.2) ? null : response(random),
    variables: Object.fromEntries(names.map((name) => [name, variable(random)])),
  };
}
