import { createHash, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Randomness } from '../../seams';
import type { ArgumentReader } from '../stand-in';

/** The keys of every function app of the stack: random, the same for an app as long as the local gateway runs. */
export interface FunctionKeys {
  /** The system key of an app's MCP extension. @param appId resource id of the function app */
  mcpExtension(appId: string): string;
}

/** Creates the keys; an app's key is made when it is first asked for. */
export function createFunctionKeys(randomness: Randomness): FunctionKeys {
  const keys = new Map<string, string>();
  return {
    mcpExtension: (appId) => {
      // Azure compares resource ids without regard to case.
      const id = appId.toLowerCase();
      const key = keys.get(id) ?? Buffer.from(randomness.bytes(40)).toString('base64url');
      keys.set(id, key);
      return key;
    },
  };
}

/** The key a request carries, as header or as query parameter. */
export function keyOf(request: IncomingMessage, url: URL): string | undefined {
  const header = request.headers['x-functions-key'];
  return typeof header === 'string' ? header : (url.searchParams.get('code') ?? undefined);
}

/** Whether a request carries the key. */
export function hasKey(request: IncomingMessage, url: URL, key: string): boolean {
  const given = keyOf(request, url);
  return given !== undefined && timingSafeEqual(digest(given), digest(key));
}

function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

const HOST_DEFAULT = /^(.*\/providers\/microsoft\.web\/sites\/[^/]+)\/host\/default$/i;

/**
 * The attribute `sensitive_output` (or `output`) of an azapi action that lists a function app's keys.
 * @param expressions `sensitive_response_export_values` (or `response_export_values`): attribute name to JMESPath, or a list of paths
 * @throws Error saying what the local gateway does not provide; the resolver adds which action it is
 */
export function listKeysOutput(resource: ArgumentReader, keys: FunctionKeys, expressions: string): unknown {
  const appId = HOST_DEFAULT.exec(String(resource.argument('resource_id')))?.[1];
  if (appId === undefined || String(resource.argument('action')).toLowerCase() !== 'listkeys') {
    throw new Error(
      `the action ${JSON.stringify(resource.argument('action'))} on ${JSON.stringify(resource.argument('resource_id'))} is not provided locally. Provided is listkeys on "<function app id>/host/default"`,
    );
  }
  const wanted: unknown = resource.argument(expressions);
  const response = { systemKeys: { mcp_extension: keys.mcpExtension(appId) } };
  if (Array.isArray(wanted)) {
    const foreign = wanted.find((path) => path !== 'systemKeys.mcp_extension' && path !== 'systemKeys');
    if (foreign !== undefined) {
      throw notProvided(expressions, foreign);
    }
    return wanted.length > 0 ? response : {};
  }
  return Object.fromEntries(
    Object.entries(typeof wanted === 'object' && wanted !== null ? wanted : {}).map(([name, path]) => {
      if (path !== 'systemKeys.mcp_extension') {
        throw notProvided(expressions, path);
      }
      return [name, response.systemKeys.mcp_extension];
    }),
  );
}

function notProvided(argument: string, path: unknown): Error {
  return new Error(
    `${argument} asks for ${JSON.stringify(path)}, which the local gateway does not provide. Ask for "systemKeys.mcp_extension"`,
  );
}
