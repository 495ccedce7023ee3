import { gzipSync } from 'node:zlib';
import { send, type Answer } from '../support/oauth-client';
import type { Attack, Target } from './attack';
import { ALLOWED_TOOL, DENIED_TOOL, SUBSCRIPTION_KEYS } from './attack-stack';

const CHECK_MESSAGE = 'mcp-check-tool/check-message';
const CHECK_HEADERS = 'mcp-check-tool/check-message-headers';
const CHECK_TOOL = 'mcp-check-tool/check-tool';

const PARSE_ERROR = -32700;
const INVALID_REQUEST = -32600;
const INVALID_PARAMS = -32602;
const HEADER_MISMATCH = -32020;

type Body = string | Buffer;

/** Attacks on a server of which a caller may use some tools and not others. */
export const TOOL_ATTACKS: readonly Attack[] = [
  {
    name: 'calls a tool that is denied, in either era, in another case, or with escapes',
    removes: [CHECK_TOOL],
    run: async (target) => {
      for (const tool of [DENIED_TOOL, DENIED_TOOL.toUpperCase()]) {
        expectUnknownTool(target, await post(target, call(tool)));
        const headers = { 'mcp-protocol-version': '2026-07-28', 'mcp-method': 'tools/call', 'mcp-name': tool };
        expectUnknownTool(target, await post(target, call(tool), headers));
      }
      const escaped = call(DENIED_TOOL).replace('delete', '\\u0064elet\\u0065').replace('tools/call', 'tools\\/call');
      expectUnknownTool(target, await post(target, escaped));
    },
  },
  {
    name: 'calls a tool by a name that a server could take for that of one that is denied',
    removes: [CHECK_TOOL],
    run: async (target) => {
      for (const tool of [`${DENIED_TOOL}\u0000`, ` ${DENIED_TOOL}`, `${DENIED_TOOL}\n`, `${DENIED_TOOL}\u200B`]) {
        expectUnknownTool(target, await post(target, call(tool)));
      }
    },
  },
  {
    name: 'calls a tool that is not among those that are allowed',
    removes: [CHECK_TOOL],
    run: async (target) => {
      const agents = (tool: string): Promise<Answer> => post(target, call(tool), {}, 'agents');
      expect((await agents(ALLOWED_TOOL)).status).toBe(200);
      target.backend.reset();
      for (const tool of [DENIED_TOOL, ALLOWED_TOOL.toUpperCase(), `${ALLOWED_TOOL}s`]) {
        expectUnknownTool(target, await agents(tool));
      }
    },
  },
  {
    name: 'calls a tool in a text that only a lenient reader reads',
    removes: [CHECK_MESSAGE],
    run: async (target) => {
      const good = call(DENIED_TOOL);
      for (const body of [
        good.replace('}}', '},}'),
        `/* */${good}`,
        good.replaceAll('"', "'"),
        good.replace('"jsonrpc":"2.0"', '"jsonrpc":NaN'),
        good.replace('"method"', 'method'),
        `${good}${good}`,
        `\uFEFF${good}`,
      ]) {
        expectRefused(target, await post(target, body), PARSE_ERROR);
      }
    },
  },
  {
    name: 'calls a tool in a text whose encoding only the server reads',
    removes: [CHECK_MESSAGE],
    run: async (target) => {
      const good = call(DENIED_TOOL);
      const type = (charset: string): Record<string, string> => ({
        'content-type': `application/json; charset=${charset}`,
      });
      const attempts: readonly [Body, Record<string, string>][] = [
        [good, { 'content-encoding': 'gzip' }],
        [gzipSync(good), { 'content-encoding': 'gzip' }],
        [good, type('utf-7')],
        [Buffer.from(good, 'utf16le'), type('utf-16')],
        [Buffer.from(good.replace('2.0', '2.0\u00ff'), 'latin1'), {}],
      ];
      for (const [body, headers] of attempts) expectRefused(target, await post(target, body, headers), PARSE_ERROR);
    },
  },
  {
    name: 'calls a tool in a batch',
    removes: [CHECK_MESSAGE],
    run: async (target) => {
      const ping = '{"jsonrpc":"2.0","id":2,"method":"ping"}';
      for (const body of [`[${call(DENIED_TOOL)}]`, `[${ping},${call(DENIED_TOOL)}]`]) {
        expectRefused(target, await post(target, body), INVALID_REQUEST);
      }
    },
  },
  {
    name: 'names a method, parameters or a tool twice, or once in a way that only some readers take for it',
    removes: [CHECK_MESSAGE],
    run: async (target) => {
      const params = `{"name":"${DENIED_TOOL}"}`;
      const harmless = `{"name":"${ALLOWED_TOOL}"}`;
      for (const members of [
        `"method":"tools/call","params":${params},"method":"ping"`,
        `"method":"ping","params":${params},"method":"tools/call"`,
        `"Method":"tools/call","params":${params}`,
        `"method":"ping","METHOD":"tools/call","params":${params}`,
        `"m\\u0065thod":"tools/call","params":${params}`,
        `"method":"tools/call","params":${harmless},"params":${params}`,
        `"method":"tools/call","params":${harmless},"Params":${params}`,
        `"method":"tools/call","params":${harmless},"param\u017F":${params}`,
        `"method":"tools/call","params":{"name":"${ALLOWED_TOOL}","name":"${DENIED_TOOL}"}`,
        `"method":"tools/call","params":{"name":"${DENIED_TOOL}","name":"${ALLOWED_TOOL}"}`,
        `"method":"tools/call","params":{"name":"${ALLOWED_TOOL}","Name":"${DENIED_TOOL}"}`,
        `"method":"tools/call","params":{"name":"${ALLOWED_TOOL}","n\\u0061me":"${DENIED_TOOL}"}`,
      ]) {
        expectRefused(target, await post(target, `{"jsonrpc":"2.0","id":1,${members}}`), INVALID_REQUEST);
      }
    },
  },
  {
    name: 'calls a tool whose name is no string',
    removes: [CHECK_MESSAGE],
    run: async (target) => {
      for (const params of [`{"name":["${DENIED_TOOL}"]}`, `["${DENIED_TOOL}"]`, `{"name":{"$":"${DENIED_TOOL}"}}`]) {
        const body = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":${params}}`;
        expectRefused(target, await post(target, body), INVALID_PARAMS);
      }
    },
  },
  {
    name: 'says in the headers of a message of 2026-07-28 that it has another method',
    removes: [CHECK_HEADERS],
    run: async (target) => {
      for (const method of ['ping', 'tools/list', 'tools/call,ping', undefined]) {
        const headers = { ...(method === undefined ? {} : { 'mcp-method': method }), 'mcp-name': ALLOWED_TOOL };
        const answer = await post(target, call(ALLOWED_TOOL), { 'mcp-protocol-version': '2026-07-28', ...headers });
        expectRefused(target, answer, HEADER_MISMATCH);
      }
    },
  },
  {
    name: 'says in the headers of a message of 2026-07-28 that it calls another tool',
    removes: [CHECK_HEADERS],
    run: async (target) => {
      const wrapped = `=?base64?${Buffer.from(DENIED_TOOL).toString('base64')}?=`;
      for (const name of [DENIED_TOOL, wrapped, `${ALLOWED_TOOL},${DENIED_TOOL}`, undefined]) {
        const headers = { 'mcp-method': 'tools/call', ...(name === undefined ? {} : { 'mcp-name': name }) };
        const answer = await post(target, call(ALLOWED_TOOL), { 'mcp-protocol-version': '2026-07-28', ...headers });
        expectRefused(target, answer, HEADER_MISMATCH);
      }
    },
  },
  {
    name: 'says in the headers that it calls another tool, and leaves the revision to the body',
    removes: [CHECK_HEADERS],
    run: async (target) => {
      const lies = { 'mcp-method': 'tools/call', 'mcp-name': DENIED_TOOL };
      for (const version of [undefined, '2025-06-18', '2025-06-18, 2026-07-28']) {
        const headers = version === undefined ? lies : { ...lies, 'mcp-protocol-version': version };
        expectRefused(target, await post(target, call(ALLOWED_TOOL), headers), HEADER_MISMATCH);
      }
      expectRefused(target, await post(target, call(ALLOWED_TOOL), { 'mcp-name': DENIED_TOOL }), HEADER_MISMATCH);
      expectRefused(target, await post(target, call(ALLOWED_TOOL), { 'mcp-method': 'ping' }), HEADER_MISMATCH);
    },
  },
  {
    name: 'reads in the list of tools which ones are hidden',
    removes: [],
    run: async (target) => {
      const tools = [{ name: DENIED_TOOL }, { name: ALLOWED_TOOL }, { name: DENIED_TOOL.toUpperCase() }];
      const list = JSON.stringify({ jsonrpc: '2.0', id: 1, result: { tools } });
      for (const [type, body] of [
        ['application/json', list],
        ['text/event-stream', `event: message\ndata: ${list}\n\n`],
        ['text/plain', list],
        ['application/json', list.replace('"tools"', '"t\\u006fols"')],
      ] as const) {
        target.backend.answer = { status: 200, headers: { 'content-type': type }, body };
        const { status, text } = await post(target, '{"jsonrpc":"2.0","id":1,"method":"tools/list"}');
        expect({ status: [200, 502].includes(status), text: text.toLowerCase() }).toEqual({
          status: true,
          text: expect.not.stringContaining(DENIED_TOOL) as string,
        });
      }
    },
  },
];

function call(name: string): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'tools/call', params: { name, arguments: {} } });
}

/** Sends a message as somebody who may call the endpoint. */
function post(
  { origin }: Target,
  body: Body,
  headers: Record<string, string> = {},
  endpoint: 'wiki' | 'agents' = 'wiki',
): Promise<Answer> {
  const credential = { 'ocp-apim-subscription-key': SUBSCRIPTION_KEYS[endpoint] };
  const type = { 'content-type': 'application/json' };
  return send(`${origin}/${endpoint}`, { method: 'POST', headers: { ...type, ...credential, ...headers }, body });
}

/** The gateway answered as a server that has not this tool, and nothing reached the one there is. */
function expectUnknownTool(target: Target, { status, json }: Answer): void {
  expect({ status, ...json, reached: target.backend.received.length }).toEqual({
    status: 200,
    jsonrpc: '2.0',
    id: 1,
    error: { code: INVALID_PARAMS, message: 'Unknown tool' },
    reached: 0,
  });
}

/** The gateway refused the message with this JSON-RPC error, and nothing reached the MCP server. */
function expectRefused(target: Target, { status, json }: Answer, code: number): void {
  expect({ status, json, reached: target.backend.received.length }).toEqual({
    status: 400,
    json: expect.objectContaining({ error: expect.objectContaining({ code }) as unknown }) as unknown,
    reached: 0,
  });
}
