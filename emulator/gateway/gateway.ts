import { ApiRouter, matchOperation, type ApiMatch } from './api-router';
import { DocumentCompiler, type CompiledDocument } from './compile-document';
import { Exchange, type ExchangeStart } from './exchange';
import type { CompileExpression } from './expressions';
import type { ApiModel, GatewayModel, ServedApi, ServedOperation } from './gateway-model';
import { GatewayResponse } from './gateway-response';
import { PolicyError } from './policy-error';
import { effectiveCors, runSection } from './run-section';
import { asPolicyError } from './run-steps';
import { DEFAULT_GLOBAL_DOCUMENT } from './default-global-document';
import { StackError } from '../stack/stack-error';
import { Subscriptions } from './subscriptions';
import { apiView } from './api-view';
import type { RequestUrl } from './url-state';
import { compileUrlTemplate } from './url-template';

/** The gateway: takes an exchange from its request to the response to send. */
export class Gateway {
  readonly #router: ApiRouter;
  readonly #subscriptions: Subscriptions;
  readonly #products: ReadonlyMap<string, CompiledDocument>;
  readonly #global: CompiledDocument;

  /**
   * Compiles every document of the service.
   * @param pinned service URLs that policies cannot change, by API id
   * @throws StackError with all problems of all documents
   */
  constructor(model: GatewayModel, compileExpression: CompileExpression, pinned: ReadonlyMap<string, URL>) {
    const compiler = new DocumentCompiler(model, compileExpression);
    this.#global = compiler.compile(model.globalPolicy ?? DEFAULT_GLOBAL_DOCUMENT, 'global');
    this.#products = new Map(
      model.products.flatMap(({ id, policy }) =>
        policy === undefined ? [] : [[id, compiler.compile(policy, 'product')] as const],
      ),
    );
    this.#router = new ApiRouter(model.apis.map((api) => serve(api, compiler, pinned.get(api.id))));
    this.#subscriptions = new Subscriptions(model);
    if (compiler.problems.length > 0) throw new StackError(compiler.problems);
  }

  /** Processes one request. Always ends with a response, whatever fails. */
  async process(start: ExchangeStart): Promise<{ readonly exchange: Exchange; readonly response: GatewayResponse }> {
    const exchange = new Exchange(start);
    exchange.documents = [this.#global];
    try {
      await this.#pipeline(exchange);
    } catch (error) {
      await this.#onError(exchange, exchange.recordFailure(asPolicyError(error), undefined));
    }
    const response = exchange.response ?? new GatewayResponse(200);
    for (const [name, value] of exchange.responseHeaders) response.headers.replace(name, [value]);
    for (const [name, value] of exchange.corsHeaders) response.headers.replace(name, [value]);
    return { exchange, response };
  }

  async #pipeline(exchange: Exchange): Promise<void> {
    const { request } = exchange;
    const match = this.#router.match(request.originalUrl.path);
    if (match === undefined) throw notFound();
    this.#enterApi(exchange, match);
    const requestedMethod = request.headers.first('access-control-request-method');
    const isPreflight = request.method === 'OPTIONS' && requestedMethod !== undefined && request.headers.has('origin');
    const operation =
      matchOperation(match, request.method) ??
      (isPreflight ? matchOperation(match, requestedMethod.toUpperCase()) : undefined);
    if (operation === undefined) throw notFound();
    this.#enterOperation(exchange, operation.operation);
    request.matchedParameters = withQueryParameters(operation.parameters, operation.operation, request.originalUrl);
    if (operation.operation.model.method !== request.method) {
      const cors = effectiveCors(exchange);
      if (cors?.preflight === undefined) throw notFound();
      await cors.preflight(exchange);
      return;
    }
    const entered = this.#subscriptions.authorise(exchange, match.api.model);
    const product = entered === undefined ? undefined : this.#products.get(entered.id);
    if (product !== undefined) exchange.documents = [...exchange.documents.slice(0, -1), product, this.#global];
    for (const section of ['inbound', 'backend', 'outbound'] as const) {
      await runSection(exchange, section);
      if (exchange.isEnded) break;
      const { response } = exchange;
      if (section === 'backend' && response !== null) for (const use of exchange.onBackendResponse) await use(response);
    }
    for (const settle of exchange.afterOutbound) await settle();
  }

  #enterApi(exchange: Exchange, { api, remainder }: ApiMatch): void {
    const { model, document } = api;
    exchange.api = apiView(model, api.serviceUrl);
    exchange.isBackendPinned = api.isPinned;
    exchange.request.setService(api.serviceUrl);
    exchange.request.setPath(remainder);
    exchange.documents = document === undefined ? [this.#global] : [document, this.#global];
  }

  #enterOperation(exchange: Exchange, { model, document, template }: ServedOperation): void {
    exchange.operation = { id: model.id, name: model.name, method: model.method, urlTemplate: model.urlTemplate };
    exchange.consumedQueryParameters = new Set(template.queryParameters.keys());
    if (document !== undefined) exchange.documents = [document, ...exchange.documents];
  }

  async #onError(exchange: Exchange, error: PolicyError): Promise<void> {
    exchange.discardResponseBody();
    exchange.isEnded = false;
    exchange.response = errorResponse(error, exchange);
    try {
      await runSection(exchange, 'on-error');
    } catch (second) {
      asPolicyError(second);
      exchange.discardResponseBody();
      exchange.response = errorResponse(new PolicyError({ reason: '', message: '' }), exchange);
    }
  }
}

function serve(model: ApiModel, compiler: DocumentCompiler, pinned: URL | undefined): ServedApi {
  const configured = model.serviceUrl;
  if (configured !== undefined && (!URL.canParse(configured) || !/^https?:/i.test(configured))) {
    compiler.problems.push(`API ${model.id}: service_url is "${configured}"; it must be an absolute http URL.`);
  }
  return {
    model,
    document: model.policy === undefined ? undefined : compiler.compile(model.policy, 'api'),
    operations: model.operations.map((operation) => ({
      model: operation,
      template: compileUrlTemplate(operation.urlTemplate),
      document: operation.policy === undefined ? undefined : compiler.compile(operation.policy, 'operation'),
    })),
    serviceUrl: pinned ?? (configured !== undefined && URL.canParse(configured) ? new URL(configured) : undefined),
    isPinned: pinned !== undefined,
  };
}

function withQueryParameters(
  parameters: ReadonlyMap<string, string>,
  operation: ServedOperation,
  url: RequestUrl,
): ReadonlyMap<string, string> {
  if (operation.template.queryParameters.size === 0) return parameters;
  const all = new Map(parameters);
  for (const [name, parameter] of operation.template.queryParameters) {
    const value = url.query.get(name)?.[0];
    if (value !== undefined) all.set(parameter, value);
  }
  return all;
}

function errorResponse(error: PolicyError, exchange: Exchange): GatewayResponse {
  // Azure names the request in its own failures, so that its operators find it.
  const extra: Readonly<Record<string, string>> = error.statusCode === 500 ? { activityId: exchange.requestId } : {};
  const response = GatewayResponse.error(error.statusCode, error.publicMessage, extra);
  for (const [name, value] of Object.entries(error.headers)) response.headers.replace(name, [value]);
  return response;
}

function notFound(): PolicyError {
  return new PolicyError({
    source: 'configuration',
    reason: 'OperationNotFound',
    message: 'Unable to match incoming request to an operation.',
    publicMessage: 'Resource not found',
    statusCode: 404,
  });
}
