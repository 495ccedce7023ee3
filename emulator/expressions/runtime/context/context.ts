import type { ClrObject, ClrValue } from '../../clr-value';
import type { MultiValueMap, PolicyContext, RequestView, ResponseView, UrlView } from '../../policy-context';
import { stringArray } from '../collections/array';
import type { Run } from '../run';
import { ReadOnlyMap, type MapSource } from './read-only-map';
import { ViewObject } from './view-object';

/**
 * What `context.Variables["missing"]` answers: null, as Microsoft's own test dictionary says the gateway does. The
 * documentation is silent; false makes it throw KeyNotFoundException instead.
 */
const MISSING_VARIABLE_IS_NULL = true;

/** The object behind the variable `context` of one evaluation. */
export function contextObject(run: Run): ClrObject {
  return (run.contextObject ??= new ViewObject('IExpressionContext', run.context));
}

/** Lists of values by name. */
class Lists implements MapSource {
  constructor(protected readonly values: MultiValueMap) {}

  get(name: string): ClrValue | undefined {
    const found = this.values.get(name);
    return found === undefined ? undefined : stringArray(found);
  }

  keys(): Iterable<string> {
    return this.values.keys();
  }
}

class HeaderLists extends Lists {
  override get(name: string): ClrValue | undefined {
    return super.get(name.toLowerCase()) ?? super.get(name);
  }
}

/** The variables as they are when one is asked for: `set-variable` may run between two evaluations. */
class Variables implements MapSource {
  constructor(private readonly context: PolicyContext) {}

  get(name: string): ClrValue | undefined {
    return this.context.variables.get(name);
  }

  keys(): Iterable<string> {
    return this.context.variables.keys();
  }
}

/** Headers: names compare without case. */
export function headerMap(headers: MultiValueMap): ReadOnlyMap {
  return new ReadOnlyMap('System.String[]', new HeaderLists(headers));
}

/** Query parameters and claims. */
export function valuesMap(values: MultiValueMap): ReadOnlyMap {
  return new ReadOnlyMap('System.String[]', new Lists(values));
}

/** `context.Request.MatchedParameters`. */
export function parameterMap(parameters: ReadonlyMap<string, string>): ReadOnlyMap {
  return new ReadOnlyMap('System.String', parameters);
}

/** `context.Variables`. */
export function variablesMap(context: PolicyContext): ReadOnlyMap {
  return new ReadOnlyMap('System.Object', new Variables(context), MISSING_VARIABLE_IS_NULL ? null : undefined);
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
