import { TOOL_CALLS } from '../../policies/contract/metrics';

/**
 * Requests to the gateway, with the first segment of their path as `endpoint` and their status as a number. Functions send
 * their telemetry to the same place, so API Management's are told by its service type
 * (https://learn.microsoft.com/azure/api-management/api-management-howto-app-insights).
 */
const REQUESTS = `requests
| where customDimensions["Service Type"] == "API Management"
| extend path = tostring(parse_url(url).Path), status = toint(resultCode)
| extend endpoint = tostring(split(path, "/")[1])`;

/** Paths that end like this belong to a login. */
const LOGIN_PATHS = [
  '/register',
  '/authorize',
  '/authorize/continue',
  '/consent',
  '/oauth-callback',
  '/token',
  '/revoke',
];

const IS_LOGIN = `(${LOGIN_PATHS.map((path) => `path endswith "${path}"`).join(' or ')})`;

/** What an MCP client calls: not the OAuth endpoints, and not the documents that tell where they are. */
const IS_CALL = `not(${IS_LOGIN}) and path !startswith "/.well-known/"`;

const { backend, tool, outcome } = TOOL_CALLS.dimensions;

/** KQL over the gateway's Application Insights resource. Each ends in a table that a chart or an alert reads. */
export const QUERIES = {
  /** Logins that reached their client, and refusals on the way, by hour. */
  logins: `${REQUESTS}
| where ${IS_LOGIN}
| summarize Logins = countif(name startswith "GET" and path endswith "/oauth-callback" and status == 303), Refused = countif(status between (400 .. 499)), Failed = countif(status >= 500) by bin(timestamp, 1h)`,
  /** Calls the gateway refused, by endpoint and status. 401 is also how a client learns where to log in. */
  refusals: `${REQUESTS}
| where ${IS_CALL} and status in (400, 401, 403, 413, 429)
| summarize Refusals = count() by bin(timestamp, 1h), strcat(endpoint, " ", resultCode)`,
  /** Calls of tools by backend, tool and outcome. */
  toolCalls: `customMetrics
| where name == "${TOOL_CALLS.name}"
| summarize Calls = sum(valueSum) by Backend = tostring(customDimensions["${backend}"]), Tool = tostring(customDimensions["${tool}"]), Outcome = tostring(customDimensions["${outcome}"])
| order by Calls desc`,
  /** Time to the end of the answer by endpoint, without streams, which live as long as their client. */
  latency: `${REQUESTS}
| where ${IS_CALL} and name startswith "POST" and status < 400
| summarize p50 = percentile(duration, 50), p95 = percentile(duration, 95), p99 = percentile(duration, 99), Calls = count() by endpoint
| order by p95 desc`,
  /** Requests that ended in an error of the gateway or of a backend. */
  failures: `${REQUESTS}
| where status >= 500`,
  /** Steps of logins that were refused. */
  refusedLogins: `${REQUESTS}
| where ${IS_LOGIN} and status between (400 .. 499)`,
  /** Calls over a rate limit, by endpoint. */
  limited: `${REQUESTS}
| where status == 429`,
  /** Durations of calls, by endpoint. */
  durations: `${REQUESTS}
| where ${IS_CALL} and name startswith "POST" and status < 400
| project timestamp, endpoint, duration`,
} as const;
