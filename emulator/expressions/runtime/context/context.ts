import type { MultiValueMap, PolicyContext, RequestView, ResponseView, UrlView } from '../../policy-context';
import { stringArray } from '../array';
import type { Run } from '../run';
import { ReadOnlyMap } from './read-only-map';
import { ViewObject } from './view-object';

/**
 * What `context.Variables["missing"]` answers: null, as Microsoft's own test dictionary says the gateway does. The
 * documentation is silent; false makes it throw KeyNotFoundException instead.
 */
const MISSING_VARIABLE_IS_NULL = true;

const contexts = new WeakMap<Run, ViewObject<PolicyContext>>();

/** The object behind the variable `context` of one evaluation. */
export function contextObject(run: Run): ViewObject<PolicyContext> {
  let object = contexts.get(run);
  if (object === undefined) {
    object = new ViewObject('IExpressionContext', run.context);
    contexts.set(run, object);
  }
  return object;
}

/** Headers: names compare without case. */
export function headerMap(headers: MultiValueMap): ReadOnlyMap {
  return new ReadOnlyMap('System.String[]', {
    get: (name) => {
      const values = headers.get(name.toLowerCase()) ?? headers.get(name);
      return values === undefined ? undefined : stringArray(values);
    },
    keys: () => headers.keys(),
  });
}

/** Query parameters and claims. */
export function valuesMap(values: MultiValueMap): ReadOnlyMap {
  return new ReadOnlyMap('System.String[]', {
    get: (name) => {
      const found = values.get(name);
      return found === undefined ? undefined : stringArray(found);
    },
    keys: () => values.keys(),
  });
}

/** `context.Request.MatchedParameters`. */
export function parameterMap(parameters: ReadonlyMap<string, string>): ReadOnlyMap {
  return new ReadOnlyMap('System.String', { get: (name) => parameters.get(name), keys: () => parameters.keys() });
}

/** `context.Variables`. */
export function variablesMap(context: PolicyContext): ReadOnlyMap {
  return new ReadOnlyMap(
    'System.Object',
    { get: (name) => context.variables.get(name), keys: () => context.variables.keys() },
    MISSING_VARIABLE_IS_NULL ? () => null : undefined,
  );
}

/** Presents a response, also one a policy stored in a variable, as `IResponse`. */
export function responseObject(response: ResponseView): ViewObject<ResponseView> {
  return new ViewObject('IResponse', response);
}

/** Presents a request as `IRequest`. */
export function requestObject(request: RequestView): ViewObject<RequestView> {
  return new ViewObject('IRequest', request);
}

/** A URL as text, its default port left out. */
export function urlText(url: UrlView): string {
  const standard = (url.scheme === 'https' && url.port === 443) || (url.scheme === 'http' && url.port === 80);
  return `${url.scheme}://${url.host}${standard ? '' : `:${url.port}`}${url.path}${url.queryString}`;
}

/** An `IUrl`; it prints as the whole URL. */
export class UrlObject extends ViewObject<UrlView> {
  constructor(url: UrlView) {
    super('IUrl', url);
  }

  override toClrString(): string {
    return urlText(this.view);
  }
}
