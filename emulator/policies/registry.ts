import { authenticationManagedIdentity } from './authentication-managed-identity';
import { base } from './base';
import { cacheLookupValue } from './cache-lookup-value';
import { cacheRemoveValue } from './cache-remove-value';
import { cacheStoreValue } from './cache-store-value';
import { checkHeader } from './check-header';
import { choose } from './choose';
import { cors } from './cors';
import { emitMetric } from './emit-metric';
import type { PolicyExecutor } from './executor';
import { findAndReplace } from './find-and-replace';
import { forwardRequest } from './forward-request';
import { includeFragment } from './include-fragment';
import { limitConcurrency } from './limit-concurrency';
import { llmEmitTokenMetric } from './llm-emit-token-metric';
import { llmTokenLimit } from './llm-token-limit';
import { mockResponse } from './mock-response';
import { rateLimitByKey } from './rate-limit-by-key';
import { retry } from './retry';
import { returnResponse } from './return-response';
import { rewriteUri } from './rewrite-uri';
import { sendOneWayRequest } from './send-one-way-request';
import { sendRequest } from './send-request';
import { setBackendService } from './set-backend-service';
import { setBody } from './set-body';
import { setHeader } from './set-header';
import { setMethod } from './set-method';
import { setQueryParameter } from './set-query-parameter';
import { setStatus } from './set-status';
import { setVariable } from './set-variable';
import { trace } from './trace';
import { validateAzureAdToken } from './validate-azure-ad-token';
import { validateJwt } from './validate-jwt';
import { wait } from './wait';

/** Every policy element the local gateway runs; docs/fidelity.md lists the same. */
export const EXECUTORS: readonly PolicyExecutor[] = [
  authenticationManagedIdentity,
  base,
  cacheLookupValue,
  cacheRemoveValue,
  cacheStoreValue,
  checkHeader,
  choose,
  cors,
  emitMetric,
  findAndReplace,
  forwardRequest,
  includeFragment,
  limitConcurrency,
  llmEmitTokenMetric,
  llmTokenLimit,
  mockResponse,
  rateLimitByKey,
  retry,
  returnResponse,
  rewriteUri,
  sendOneWayRequest,
  sendRequest,
  setBackendService,
  setBody,
  setHeader,
  setMethod,
  setQueryParameter,
  setStatus,
  setVariable,
  trace,
  validateAzureAdToken,
  validateJwt,
  wait,
];

const BY_NAME: ReadonlyMap<string, PolicyExecutor> = new Map(EXECUTORS.map((executor) => [executor.name, executor]));

/** The executor of an element, or undefined when the local gateway does not run it. */
export function findExecutor(name: string): PolicyExecutor | undefined {
  return BY_NAME.get(name);
}
