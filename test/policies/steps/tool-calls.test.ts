import fc from 'fast-check';
import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { checkMessage } from '../../../policies/steps/check-message';
import { checkTool, describeTools } from '../../../policies/steps/check-tool';
import { readMessage } from '../../../policies/steps/read-message';
import { Members, readLeniently, type Lenient } from '../../support/lenient-json';
import { compileSteps } from '../../support/run-steps';

const DENIED = 'erase';
const SEED = 20260728;
const RUNS = 4000;

let isRefused: (body: string) => boolean;

beforeAll(async () => {
  await loadCSharp();
  const run = compileSteps([...describeTools({ deny: [DENIED] }), readMessage(), ...checkMessage(), checkTool()]);
  isRefused = (body) => run({ request: { body } }).status !== undefined;
});

/** How a reader finds a member among those of an object. */
type Lookup = (members: Members, name: string) => readonly Lenient[];

/** Simple case folding of the letters that have a third form beside capital and small one. */
const fold = (name: string): string => name.toLowerCase().replaceAll('\u017F', 's').replaceAll('\u212A', 'k');

const exact: Lookup = ({ pairs }, name) => pairs.filter(([key]) => key === name).map(([, value]) => value);
const folded: Lookup = ({ pairs }, name) => pairs.filter(([key]) => fold(key) === name).map(([, value]) => value);

const LOOKUPS: readonly Lookup[] = [
  (members, name) => exact(members, name).slice(-1),
  (members, name) => exact(members, name).slice(0, 1),
  (members, name) => folded(members, name).slice(-1),
  (members, name) => folded(members, name).slice(0, 1),
  // Several objects of one name are merged, or a reader comes back for another one.
  folded,
];

function callsDenied(message: Lenient, lookup: Lookup): boolean {
  if (Array.isArray(message)) return (message as readonly Lenient[]).some((each) => callsDenied(each, lookup));
  if (!(message instanceof Members) || !lookup(message, 'method').includes('tools/call')) return false;
  const parameters = lookup(message, 'params').filter((value) => value instanceof Members);
  const names = parameters.flatMap((value) => lookup(value, 'name'));
  return names.some((name) => typeof name === 'string' && name.toLowerCase() === DENIED);
}

/** Whether any reader takes the text for a call of the denied tool. */
function isDeniedCall(text: string): boolean {
  let message: Lenient;
  try {
    message = readLeniently(text);
  } catch {
    return false;
  }
  return LOOKUPS.some((lookup) => callsDenied(message, lookup));
}

const often = <T>(weight: number, value: T, others: readonly T[]): fc.Arbitrary<T> =>
  fc.oneof({ weight, arbitrary: fc.constant(value) }, { weight: 1, arbitrary: fc.constantFrom(...others) });

/** Some character of a text written as an escape, or in the other case, or nothing changed. */
const disguised = (text: string): fc.Arbitrary<string> =>
  fc.tuple(fc.nat(text.length - 1), often(3, 'none', ['escape', 'capital', 'fold', 'blank'])).map(([at, way]) => {
    const char = text.charAt(at);
    const changes: Readonly<Record<string, string>> = {
      none: char,
      escape: `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`,
      capital: char.toUpperCase(),
      blank: `${char} `,
    };
    return way === 'fold' ? text.replace('s', '\u017F') : text.slice(0, at) + (changes[way] ?? '') + text.slice(at + 1);
  });

const quote = often(25, '"', ["'", '']);
const gap = often(25, '', [' ', '\n', '\t', '/**/', '//\n', '\u00A0', '\uFEFF']);
const name = (text: string): fc.Arbitrary<string> =>
  fc.tuple(disguised(text), quote, gap).map(([it, mark, blank]) => `${mark}${it}${mark}${blank}`);

const text = (value: string): fc.Arbitrary<string> => disguised(value).map((it) => `"${it}"`);
const tool = fc.oneof(text(DENIED), text('read'), fc.constantFrom('["erase"]', '1', 'null'));
const object = (members: fc.Arbitrary<string>, minLength: number): fc.Arbitrary<string> =>
  fc
    .tuple(fc.array(members, { minLength, maxLength: minLength + 2 }), often(15, '', [',', ',,']), gap)
    .map(([all, end, blank]) => `{${blank}${all.join(',')}${end}}`);
const member = (key: string, value: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  fc.tuple(name(key), value, gap).map(([it, what, blank]) => `${it}:${blank}${what}`);
const parameters = object(
  fc.oneof(
    { weight: 3, arbitrary: member('name', tool) },
    member('arguments', fc.constantFrom('{"name":"erase"}', '[]', 'NaN')),
  ),
  1,
);
const method = fc.oneof({ weight: 4, arbitrary: text('tools/call') }, text('ping'));
const message = object(
  fc.oneof(
    { weight: 3, arbitrary: member('method', method) },
    { weight: 3, arbitrary: member('params', parameters) },
    member('id', fc.constantFrom('1', '"a"', 'null', '01')),
    member('jsonrpc', fc.constant('"2.0"')),
  ),
  3,
);
const body = fc
  .tuple(often(15, '', ['\uFEFF', '[', '{"method":"ping"}', '/**/']), message, often(15, '', [']', '}', ',']))
  .map((parts) => parts.join(''));

describe('a call of a denied tool', () => {
  it('refuses what any reader takes for a call of it', () => {
    let found = 0;
    fc.assert(
      fc.property(body, (it) => {
        const isCall = isDeniedCall(it);
        found += isCall ? 1 : 0;
        return !isCall || isRefused(it);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    // The generator is no good when it hardly ever writes one.
    expect(found).toBeGreaterThan(RUNS / 20);
  });

  it('passes calls of other tools, whatever strict JSON they carry', () => {
    fc.assert(
      fc.property(
        fc.jsonValue({ maxDepth: 6 }),
        fc.nat(),
        fc.constantFrom(0, 2),
        (carried, id, indent) =>
          !isRefused(
            JSON.stringify(
              { params: { arguments: carried, name: 'read' }, jsonrpc: '2.0', id, method: 'tools/call' },
              null,
              indent,
            ),
          ),
      ),
      { seed: SEED, numRuns: 300 },
    );
  });
});
