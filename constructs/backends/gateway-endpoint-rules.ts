import { RESERVED_PATH_SEGMENTS } from '../../policies/contract/endpoints';
import { DEFAULT_TIMEOUT_SECONDS } from '../../policies/contract/mcp-backend-policy';
import { OAUTH_API_NAME } from '../../policies/contract/oauth-operations';
import type { GatewayEndpointProps } from './gateway-endpoint';
import type { Rule } from '../rules';
import { isWebOrigin } from '../web-origin';

/** Longest window of rate-limit-by-key. */
const MAX_WINDOW_SECONDS = 300;

/** Props of an endpoint and its construct id. */
interface CheckedProps extends Omit<GatewayEndpointProps, 'gateway'> {
  readonly id: string;
}

/** What holds for the props of everything behind the gateway. */
export const ENDPOINT_RULES: readonly Rule<CheckedProps>[] = [
  {
    id: 'backend-id',
    prop: 'id',
    when: ({ id }) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(id),
    message: 'The construct id of a backend is its name in Azure: lower-case letters, digits and single hyphens.',
    fix: 'Write it like "functions" or "slack".',
  },
  {
    id: 'backend-id-reserved',
    prop: 'id',
    when: ({ id }) => id === OAUTH_API_NAME,
    message: 'The OAuth endpoints of the gateway have this name.',
    fix: 'Choose another id.',
  },
  {
    id: 'backend-path-form',
    prop: 'path',
    when: ({ path }) => !/^[a-z0-9]+(?:[._-][a-z0-9]+)*$/.test(path) && !RESERVED_PATH_SEGMENTS.includes(path),
    message: 'A backend path is one path segment of lower-case letters, digits, `-`, `_` and `.`, without slashes.',
    fix: 'Write it like "mcp" or "slack-mcp".',
  },
  {
    id: 'backend-path-reserved',
    prop: 'path',
    when: ({ path }) => RESERVED_PATH_SEGMENTS.includes(path),
    message: `The gateway or API Management answers at ${RESERVED_PATH_SEGMENTS.join(', ')}.`,
    fix: 'Choose another path.',
  },
  {
    id: 'backend-scopes',
    prop: 'scopes',
    when: ({ scopes }) => scopes !== undefined && (scopes.length === 0 || !scopes.every((s) => /^[\w.:-]+$/.test(s))),
    message: 'A backend has at least one scope, and a scope is letters, digits, `.`, `_`, `-` and `:`.',
    fix: 'Leave the prop out, or write scopes like "mcp:slack".',
  },
  {
    id: 'backend-allowed-origins',
    prop: 'allowedOrigins',
    when: ({ allowedOrigins }) => allowedOrigins !== undefined && !allowedOrigins.every(isWebOrigin),
    message: 'An allowed origin is scheme and host without path or trailing slash, https except for localhost.',
    fix: 'Write it like "https://app.example.com".',
  },
  {
    id: 'backend-authentication',
    prop: 'authentication',
    when: ({ authentication: { oauth = true, entra = false, subscriptionKey = false } = {} }) =>
      !oauth && !entra && !subscriptionKey,
    message: 'A backend takes at least one way in which callers prove who they are.',
    fix: 'Leave oauth out, or switch on entra or subscriptionKey.',
  },
  {
    id: 'backend-rate-limits',
    prop: 'rateLimits',
    when: ({ rateLimits }) =>
      rateLimits !== undefined &&
      !(
        isWhole(rateLimits.callsPerSubject, 1) &&
        isWhole(rateLimits.callsPerGrant, 1) &&
        isWhole(rateLimits.windowSeconds, 1, MAX_WINDOW_SECONDS)
      ),
    message: `Calls are whole numbers from 1, and the window is a whole number of seconds from 1 to ${MAX_WINDOW_SECONDS}, the longest that rate-limit-by-key counts over.`,
    fix: 'Write it like { callsPerSubject: 600, callsPerGrant: 300, windowSeconds: 60 }.',
  },
  {
    id: 'backend-timeout',
    prop: 'timeoutSeconds',
    when: ({ timeoutSeconds }) => timeoutSeconds !== undefined && !isWhole(timeoutSeconds, 1, DEFAULT_TIMEOUT_SECONDS),
    message: `The wait for the first byte of an answer is a whole number of seconds from 1 to ${DEFAULT_TIMEOUT_SECONDS}: Azure's network cuts a connection that is idle for longer.`,
    fix: 'Leave the prop out, or have a tool that takes longer report its progress, which keeps the connection busy.',
  },
];

/** Whether a number is whole and within bounds. */
export function isWhole(value: number, least: number, most = Number.MAX_SAFE_INTEGER): boolean {
  return Number.isInteger(value) && value >= least && value <= most;
}
