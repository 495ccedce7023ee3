import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { checkMessage } from '../../../policies/steps/check-message';
import { checkTool, describeTools } from '../../../policies/steps/check-tool';
import { readMessage } from '../../../policies/steps/read-message';
import { compileSteps, type StepsMessage, type StepsOutcome } from '../../support/run-steps';

const STATELESS = { 'mcp-protocol-version': '2026-07-28' };

let send: (message: StepsMessage) => StepsOutcome;

beforeAll(async () => {
  await loadCSharp();
  send = compileSteps([
    ...describeTools({ deny: ['erase', 'drop.table'] }),
    readMessage(),
    ...checkMessage(),
    checkTool(),
  ]);
});

function call(tool: string, more: object = {}): string {
  return JSON.stringify({ jsonrpc: '2.0', id: 7, method: 'tools/call', params: { name: tool, ...more } });
}

function post(body: string | { readonly base64: string }, headers: Record<string, string> = {}): StepsOutcome {
  return send({ request: { body, headers: { 'content-type': 'application/json', ...headers } } });
}

function refusal({ status, body }: StepsOutcome): unknown {
  const { id, error } = JSON.parse(body ?? '{}') as { id?: unknown; error?: { code: number } };
  return { status, id, code: error?.code };
}

const PASSES = { status: undefined, body: undefined, counted: [] };

describe('checkMessage', () => {
  it.each([
    ['a call', call('read')],
    [
      'a call that repeats a member of its arguments',
      '{"id":"a","method":"tools/call","params":{"name":"read","arguments":{"a":1,"a":2,"A":3}}}',
    ],
    [
      'a call with blanks and escapes in what it says',
      ' {\r\n\t"id" : -1.5e3 , "method":"tools\\/call","params":{"n":0,"name":"\\u0072ead","_meta":{"\\u0061":[]}}} ',
    ],
    ['a request that calls nothing', '{"jsonrpc":"2.0","id":1,"method":"ping"}'],
    ['a notification', '{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":1}}'],
    ['an answer of the client', '{"jsonrpc":"2.0","id":1,"result":{"name":"erase","name":"read"}}'],
    ['an error of the client', '{"jsonrpc":"2.0","id":1,"error":{"code":-1,"message":"no"}}'],
    [
      'text beyond ASCII, with the character that stands for no character',
      call('read', { arguments: { a: 'ä漢🙂\uFFFD' } }),
    ],
    [
      'arguments that are nested deeply',
      call('read', { arguments: JSON.parse(`${'['.repeat(60)}${']'.repeat(60)}`) as object }),
    ],
  ])('passes %s', (_title, body) => {
    expect(post(body)).toEqual(PASSES);
  });

  it.each([
    ['nothing', ''],
    ['a word', 'erase'],
    ['a comment', `/**/${call('read')}`],
    ['single quotes', "{'id':1}"],
    ['names without quotes', '{id:1}'],
    ['a comma too many', '{"id":1,}'],
    ['no comma', '{"id":1 "method":"ping"}'],
    ['NaN', '{"id":NaN}'],
    ['a number that begins with 0', '{"id":01}'],
    ['a number that ends with a point', '{"id":1.}'],
    ['a line end in a string', '{"id":"\n"}'],
    ['an escape that JSON has not', '{"id":"\\x41"}'],
    ['two messages', '{"id":1}{"id":2}'],
    ['a message that does not end', '{"id":1'],
    ['a bracket of the other kind', '{"id":[1}}'],
    ['a byte order mark', `\uFEFF${call('read')}`],
    ['a blank that only JavaScript knows', `\u00A0${call('read')}`],
    [
      'containers nested too deeply',
      call('read', { arguments: JSON.parse(`${'['.repeat(70)}${']'.repeat(70)}`) as object }),
    ],
  ])('refuses %s as no JSON', (_title, body) => {
    expect(refusal(post(body))).toEqual({ status: 400, id: null, code: -32700 });
  });

  it.each([
    ['bytes that are no UTF-8', { base64: Buffer.from([0x22, 0xc3, 0x28, 0x22]).toString('base64') }, {}],
    ['bytes of UTF-16', { base64: Buffer.from(call('read'), 'utf16le').toString('base64') }, {}],
    ['a charset beside UTF-8', call('read'), { 'content-type': 'application/json; charset=utf-16' }],
    ['two charsets', call('read'), { 'content-type': 'application/json; charset=utf-8; charset=utf-7' }],
    ['compression', call('read'), { 'content-encoding': 'gzip' }],
  ])('refuses %s', (_title, body, headers) => {
    expect(refusal(post(body, headers))).toEqual({ status: 400, id: null, code: -32700 });
  });

  it.each(['application/json; charset=utf-8', 'application/json;charset="UTF-8"; a=b', 'text/plain'])(
    'passes the type %s',
    (type) => {
      expect(post(call('read'), { 'content-type': type, 'content-encoding': 'identity' })).toEqual(PASSES);
    },
  );

  it.each([
    ['a batch', `[${call('read')}]`, null],
    ['a scalar', '"tools/call"', null],
    ['two methods', '{"id":7,"method":"ping","method":"tools/call"}', 7],
    ['a method in capitals', '{"id":7,"Method":"tools/call","params":{"name":"erase"}}', 7],
    ['a method beside one in capitals', '{"id":7,"method":"ping","METHOD":"tools/call"}', 7],
    ['a name with an escape', '{"id":7,"m\\u0065thod":"tools/call"}', 7],
    ['a letter that folds to s', '{"id":7,"method":"ping","param\u017F":{}}', 7],
    ['a letter beyond ASCII', '{"id":7,"method":"ping","\u0438":{}}', 7],
    ['a method that is no string', '{"id":7,"method":["tools/call"]}', 7],
    ['a method with a blank', '{"id":7,"method":"tools/call "}', 7],
    ['two names of a tool', '{"id":7,"method":"tools/call","params":{"name":"read","name":"erase"}}', 7],
    ['a name in capitals beside one', '{"id":7,"method":"tools/call","params":{"name":"read","NAME":"erase"}}', 7],
    [
      'a name with an escape beside one',
      '{"id":7,"method":"tools/call","params":{"name":"read","n\\u0061me":"erase"}}',
      7,
    ],
    ['parameters twice', '{"id":7,"method":"tools/call","params":{"name":"read"},"params":{"name":"erase"}}', 7],
  ])('refuses %s as two things in one', (_title, body, id) => {
    expect(refusal(post(body))).toEqual({ status: 400, id, code: -32600 });
  });

  it.each([
    ['no id', '{"method":"tools/call","params":{"name":"read"}}', null],
    ['an id that is an object', '{"id":{},"method":"tools/call","params":{"name":"read"}}', null],
    ['an id that is too long', `{"id":"${'x'.repeat(300)}","method":"tools/call","params":{"name":"read"}}`, null],
    ['no parameters', '{"id":7,"method":"tools/call"}', 7],
    ['parameters by position', '{"id":7,"method":"tools/call","params":["erase"]}', 7],
    ['a name that is no string', '{"id":7,"method":"tools/call","params":{"name":["erase"]}}', 7],
    ['a name that is far too long', `{"id":7,"method":"tools/call","params":{"name":"${'x'.repeat(900)}"}}`, 7],
    ['another case of the method, and no name', '{"id":7,"method":"Tools/Call","params":{}}', 7],
  ])('refuses a call with %s', (_title, body, id) => {
    expect(refusal(post(body))).toEqual({ status: 400, id, code: -32602 });
  });

  it.each([
    ['equal headers', { 'mcp-method': 'tools/call', 'mcp-name': 'read' }],
    ['a wrapped name', { 'mcp-method': 'tools/call', 'mcp-name': '=?base64?cmVhZA==?=' }],
  ])('passes a call of 2026-07-28 with %s', (_title, headers) => {
    expect(post(call('read'), { ...STATELESS, ...headers })).toEqual(PASSES);
  });

  it.each([
    ['no headers', {}],
    ['another method', { 'mcp-method': 'ping', 'mcp-name': 'read' }],
    ['two methods', { 'mcp-method': 'tools/call,ping', 'mcp-name': 'read' }],
    ['no name', { 'mcp-method': 'tools/call' }],
    ['another name', { 'mcp-method': 'tools/call', 'mcp-name': 'write' }],
    ['another name, wrapped', { 'mcp-method': 'tools/call', 'mcp-name': '=?base64?d3JpdGU=?=' }],
  ])('refuses a call of 2026-07-28 with %s', (_title, headers) => {
    expect(refusal(post(call('read'), { ...STATELESS, ...headers }))).toEqual({ status: 400, id: 7, code: -32020 });
  });

  it('asks a notification of 2026-07-28 for no header, but for a true one', () => {
    const notification = '{"jsonrpc":"2.0","method":"notifications/cancelled"}';
    expect(post(notification, STATELESS)).toEqual(PASSES);
    expect(post(notification, { ...STATELESS, 'mcp-method': 'ping' }).status).toBe(400);
  });

  it('asks a call of an earlier revision for no header, but for true ones', () => {
    const earlier = { 'mcp-protocol-version': '2025-11-25' };
    expect(post(call('read'), earlier)).toEqual(PASSES);
    expect(post(call('read'), { ...earlier, 'mcp-method': 'tools/call', 'mcp-name': 'read' })).toEqual(PASSES);
    const lies: Record<string, string>[] = [{ 'mcp-method': 'ping', 'mcp-name': 'read' }, { 'mcp-name': 'harmless' }];
    for (const lie of lies) {
      expect(refusal(post(call('read'), { ...earlier, ...lie }))).toMatchObject({ code: -32020 });
    }
  });
});

describe('checkTool', () => {
  it.each(['erase', 'ERASE', 'Drop.Table', 'erase ', ' erase', 'erase\u0000', 'er\u0430se', 'x'.repeat(129)])(
    'answers a call of %j as a server that has no such tool',
    (tool) => {
      const { status, body } = post(call(tool));
      expect({ status, ...(JSON.parse(body ?? '') as object) }).toEqual({
        status: 200,
        jsonrpc: '2.0',
        id: 7,
        error: { code: -32602, message: 'Unknown tool' },
      });
    },
  );

  it.each(['read', 'erase2', 'drop', 'table', 'drop_table', 'a/b-c_D.9'])('passes a call of %j', (tool) => {
    expect(post(call(tool))).toEqual(PASSES);
  });

  it('passes only what a list of allowed tools has, in its case', () => {
    const restricted = compileSteps([
      ...describeTools({ allow: ['read', 'list'] }),
      readMessage(),
      ...checkMessage(),
      checkTool(),
    ]);
    const statusOf = (tool: string): number | undefined => restricted({ request: { body: call(tool) } }).status;
    expect(['read', 'list'].map(statusOf)).toEqual([undefined, undefined]);
    expect(['Read', 'write', 'read list', 'rea', 'ead'].map(statusOf)).toEqual([200, 200, 200, 200, 200]);
  });

  it('answers with an HTTP error where the client waits for the answer on its stream', () => {
    const answer = send({ request: { body: call('erase') }, operation: 'mcp-message' });
    expect(refusal(answer)).toEqual({ status: 400, id: 7, code: -32602 });
  });

  it('repeats the id as the message has it', () => {
    const { body } = post('{"id":"\\u00e4\\"","method":"tools/call","params":{"name":"erase"}}');
    expect(body).toContain('"id":"\\u00e4\\""');
  });
});
