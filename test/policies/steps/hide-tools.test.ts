import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { describeTools } from '../../../policies/steps/check-tool';
import { hideTools } from '../../../policies/steps/hide-tools';
import { readMessage } from '../../../policies/steps/read-message';
import { compileSteps, type StepsMessage, type StepsOutcome } from '../../support/run-steps';

const LIST = '{"jsonrpc":"2.0","id":1,"method":"tools/list"}';
const UNTOUCHED = { status: undefined, body: undefined, counted: [] };
const REFUSED = { status: 502 };

let run: (message: StepsMessage) => StepsOutcome;

beforeAll(async () => {
  await loadCSharp();
  run = compileSteps([...describeTools({ deny: ['erase', 'drop'] }), readMessage(), hideTools()]);
});

function answer(
  body: string,
  type = 'application/json',
  more: { status?: number; headers?: Record<string, string>; request?: string } = {},
): StepsOutcome {
  const { status = 200, headers = {}, request = LIST } = more;
  return run({
    request: { body: request },
    response: { statusCode: status, headers: { 'content-type': type, ...headers }, body },
  });
}

const sse = (body: string): StepsOutcome => answer(body, 'text/event-stream');

/** A list of tools with text that a reader who writes it anew would change. */
function list(...tools: readonly string[]): string {
  return `{"jsonrpc":"2.0" ,"id":1,"result":{"nextCursor":"2026-01-01T00:00:00+02:00","tools": [${tools.join(' , ')}],"_meta":{"ttl":1.50}}}`;
}

const READ = '{"name":"read","inputSchema":{"type":"object","properties":{"name":{"const":"erase"},"a\\/b":{}}}}';
const WRITE = '{"description":"\\u00e4 1e400","name":"wr\\u0069te"}';
const ERASE = '{"name":"erase","description":"}]"}';
const DROP = '{"inputSchema":{},"name":"DROP"}';

describe('hideTools', () => {
  it.each([
    ['nothing when every tool may be called', [READ, WRITE], `${READ},${WRITE}`],
    ['the first', [ERASE, READ, WRITE], `${READ},${WRITE}`],
    ['the last, in another case', [READ, WRITE, DROP], `${READ},${WRITE}`],
    ['several', [ERASE, READ, DROP, WRITE, ERASE], `${READ},${WRITE}`],
    ['all', [ERASE, DROP], ''],
    ['nothing of an empty list', [], ''],
  ])('leaves out %s, and everything else as it is', (_title, tools, shown) => {
    expect(answer(list(...tools))).toMatchObject({ status: undefined, body: list(shown) });
  });

  it('leaves them out of the message in a stream, whose other events stay', () => {
    const progress =
      ': open\n\nid: 1\ndata:\n\nevent: message\ndata: {"method":"notifications/progress","params":{"tools":[]}}\n\n';
    const [head, tail] = list(ERASE, READ).split('"tools"') as [string, string];
    const shown = list(READ).split('"tools"').join('\ndata: "tools"');
    expect(sse(`${progress}id: 2\nretry: 5\ndata: ${head}\ndata:"tools"${tail}\n\n`)).toMatchObject({
      status: undefined,
      body: `${progress.replace('data:\n', 'data: \n')}id: 2\nretry: 5\ndata: ${shown}\n\n`,
    });
  });

  it.each(['\r\n', '\r', '\n'])('reads a stream whose lines end in %j, and that ends early', (end) => {
    expect(sse(`data: ${list(ERASE)}${end}`)).toMatchObject({ status: undefined, body: `data: ${list('')}\n` });
    expect(sse(`data: ${list(DROP)}`)).toMatchObject({ status: undefined, body: `data: ${list('')}` });
  });

  it('passes an error of the server', () => {
    const error = '{"jsonrpc":"2.0","id":1,"error":{"code":-32603,"message":"no"}}';
    expect(answer(error)).toMatchObject({ status: undefined, body: error });
  });

  it.each([
    ['an answer to something else', { request: '{"id":1,"method":"ping"}' }],
    ['no list, but its acceptance', { status: 202 }],
    ['an answer with an error status', { status: 400 }],
  ])('does not read %s', (_title, more) => {
    expect(answer(list(ERASE), 'application/json', more)).toEqual(UNTOUCHED);
  });

  it.each([
    ['no JSON', 'tools: erase'],
    ['nothing', ''],
    ['a batch', `[${list(ERASE)}]`],
    ['two lists', '{"result":{"tools":[]},"result":{"tools":[{"name":"erase"}]}}'],
    ['a list under an escaped name', '{"result":{"t\\u006fols":[{"name":"erase"}]}}'],
    ['a result under an escaped name', '{"r\\u0065sult":{"tools":[{"name":"erase"}]}}'],
    ['a tool without a name', list('{"title":"erase"}')],
    ['a tool with two names and one with none', list('{"name":"read","name":"erase"}', '{}')],
    ['a tool whose name is no string', list('{"name":["erase"]}')],
    ['a tool that is no object', list('"erase"')],
  ])('lets no answer pass that is %s', (_title, body) => {
    expect(answer(body)).toMatchObject(REFUSED);
    expect(sse(`data: ${body}\n\n`)).toMatchObject(body === '' ? {} : REFUSED);
  });

  it('lets no answer pass that is of another type, compressed, or a stream with lines of another kind', () => {
    expect(answer(list(READ), 'text/plain')).toMatchObject(REFUSED);
    expect(answer(list(READ), 'application/json', { headers: { 'content-encoding': 'gzip' } })).toMatchObject(REFUSED);
    expect(sse(`\uFEFFdata: ${list(ERASE)}\n\n`)).toMatchObject(REFUSED);
    expect(sse(`DATA: ${list(ERASE)}\n\n`)).toMatchObject(REFUSED);
  });
});
