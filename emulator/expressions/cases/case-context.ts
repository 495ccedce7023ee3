import { quoteString } from '../../../policies/language/expressions/quote';
import { ClrException } from '../clr-exception';
import type { ClrValue } from '../clr-value';
import { compileExpression } from '../compile-expression';
import type {
  ApiView,
  BodyView,
  MultiValueMap,
  PolicyContext,
  RequestView,
  ResponseView,
  SubscriptionView,
  UrlView,
  UserView,
} from '../policy-context';
import { stringArray } from '../runtime/collections/array';
import { responseObject } from '../runtime/context/context';
import defaults from './default-context.json';
import { CONTEXT_SCHEMA } from './expression-case';
import type { CaseBody, CaseContext, CaseVariable, ExpressionCase } from './expression-case';

const DEFAULT_CONTEXT = CONTEXT_SCHEMA.parse(defaults);

const DEFAULT_PORTS: Readonly<Record<string, number>> = { 'http:': 80, 'https:': 443 };

/** How the text of a typed variable becomes its value: by the method an expression would use. */
const PARSERS: Readonly<Record<string, string>> = {
  long: 'long.Parse',
  double: 'double.Parse',
  decimal: 'decimal.Parse',
  char: 'char.Parse',
  'byte[]': 'Convert.FromBase64String',
  Guid: 'Guid.Parse',
  DateTime: '(DateTime)JToken.Parse',
  DateTimeOffset: 'DateTimeOffset.Parse',
  TimeSpan: 'TimeSpan.Parse',
  JObject: 'JObject.Parse',
  JArray: 'JArray.Parse',
  JValue: 'JToken.Parse',
};

function url(text: string): UrlView {
  const parsed = new URL(text);
  const query = new Map<string, string[]>();
  for (const [name, value] of parsed.searchParams) query.set(name, [...(query.get(name) ?? []), value]);
  return {
    scheme: parsed.protocol.slice(0, -1),
    host: parsed.hostname,
    port: parsed.port === '' ? (DEFAULT_PORTS[parsed.protocol] ?? -1) : Number(parsed.port),
    path: parsed.pathname,
    queryString: parsed.search,
    query,
  };
}

function headers(values: CaseContext['request']['headers']): MultiValueMap {
  return new Map(
    Object.entries(values).map(([name, value]) => [name.toLowerCase(), typeof value === 'string' ? [value] : value]),
  );
}

function body(content: CaseBody): BodyView | null {
  if (content === null) return null;
  const bytes = typeof content === 'string' ? Buffer.from(content, 'utf8') : Buffer.from(content.base64, 'base64');
  let consumed = false;
  return {
    read: (preserve) => {
      if (consumed) {
        throw new ClrException(
          'System.InvalidOperationException',
          'The message body was already consumed. Read it with preserveContent: true where it is needed again.',
        );
      }
      consumed = !preserve;
      return bytes;
    },
  };
}

function requestView(request: CaseContext['request']): RequestView {
  return {
    ...request,
    url: url(request.url),
    originalUrl: url(request.originalUrl),
    headers: headers(request.headers),
    body: body(request.body),
    matchedParameters: new Map(Object.entries(request.matchedParameters)),
  };
}

function responseView(response: NonNullable<CaseContext['response']>): ResponseView {
  return { ...response, headers: headers(response.headers), body: body(response.body) };
}

function apiView(api: NonNullable<CaseContext['api']>): ApiView {
  return {
    ...api,
    serviceUrl: api.serviceUrl === null ? null : url(api.serviceUrl),
    subscriptionKeyNames: { header: 'Ocp-Apim-Subscription-Key', query: 'subscription-key' },
  };
}

function milliseconds(date: string | null): number | null {
  return date === null ? null : Date.parse(date);
}

function subscriptionView(subscription: CaseContext['subscription']): SubscriptionView | null {
  if (subscription === null) return null;
  const { createdDate, startDate, endDate } = subscription;
  return {
    ...subscription,
    createdDate: milliseconds(createdDate),
    startDate: milliseconds(startDate),
    endDate: milliseconds(endDate),
  };
}

function userView(user: CaseContext['user']): UserView | null {
  return user === null ? null : { ...user, registrationDate: milliseconds(user.registrationDate) };
}

function variable(given: CaseVariable, context: PolicyContext): ClrValue {
  if (given === null || typeof given !== 'object') return given;
  if (given.type === 'string[]') return stringArray(given.value);
  if (given.type === 'IResponse') return responseObject(responseView(given.value));
  // As JSON the Z of a date makes it UTC, which it would not be to DateTime.Parse.
  const isPlain = given.type !== 'JValue' && given.type !== 'DateTime';
  const text = isPlain && typeof given.value === 'string' ? given.value : JSON.stringify(given.value);
  return compileExpression(`@(${PARSERS[given.type] ?? ''}(${quoteString(text)}))`).evaluate(context);
}

/** The default context with the case's members in place of its own; request and response are merged member by member. */
function complete(given: ExpressionCase['context'] = {}): CaseContext {
  const { request, response, ...rest } = given;
  return CONTEXT_SCHEMA.parse({
    ...DEFAULT_CONTEXT,
    ...rest,
    request: { ...DEFAULT_CONTEXT.request, ...request },
    response: response === null ? null : { ...DEFAULT_CONTEXT.response, ...response },
  });
}

/**
 * What the expression of a case sees. The clock stands at the context's `now`; random bytes count up from 1.
 *
 * @param given the case's `context`; what it leaves out is as in default-context.json
 */
export function caseContext(given: ExpressionCase['context']): PolicyContext {
  const whole = complete(given);
  const now = Date.parse(whole.now);
  let counter = 0;
  const context: PolicyContext = {
    ...whole,
    timestampMilliseconds: Date.parse(whole.timestamp),
    request: requestView(whole.request),
    response: whole.response === null ? null : responseView(whole.response),
    variables: new Map<string, ClrValue>(),
    backend: null,
    workspace: null,
    api: whole.api === null ? null : apiView(whole.api),
    product: whole.product === null ? null : { ...whole.product, apis: whole.product.apis.map(apiView) },
    subscription: subscriptionView(whole.subscription),
    user: userView(whole.user),
    clock: { nowMilliseconds: () => now },
    randomness: { bytes: (count) => Uint8Array.from({ length: count }, () => (counter = (counter + 1) % 256)) },
    trace: () => undefined,
  };
  const variables = Object.entries(whole.variables).map(([name, value]) => [name, variable(value, context)] as const);
  return { ...context, variables: new Map(variables) };
}
