import { loadCSharp } from '../../../../policies/language/expressions/grammar';
import type { Finding } from '../../../../policies/language/lint/finding';
import { lintDocument, lintFragment } from '../../../../policies/language/lint/lint-document';
import type { Scope } from '../../../../policies/language/reference/facts';
import type { ServiceModel } from '../../../../policies/language/service/model';
import { service } from './service';

beforeAll(loadCSharp);

function document(text: string, scope: Scope = 'api', parts: Partial<ServiceModel> = {}): string[] {
  return lintDocument({ address: 'document', scope, text }, service(parts)).map(short);
}

function fragment(text: string, parts: Partial<ServiceModel> = {}): string[] {
  const source = { address: 'document', name: 'shared', format: 'rawxml', text } as const;
  return lintFragment(source, service(parts)).map(short);
}

/** `rule line:column`, or the rule alone. */
function short({ ruleId, line, column }: Finding): string {
  return line === undefined ? ruleId : `${ruleId} ${line}:${column}`;
}

/** A document with this inbound section, on its second line from column 10 on. */
function inbound(text: string): string {
  return `<policies>\n<inbound>${text}</inbound>\n</policies>`;
}

const SHARED = (text: string): Partial<ServiceModel> => ({
  fragments: [{ address: 'fragment', name: 'shared', format: 'rawxml', text: `<fragment>${text}</fragment>` }],
});

const INCLUDE = '<include-fragment fragment-id="shared" />';

describe('lintDocument', () => {
  it('has nothing to say about a legal document', () => {
    const text = `<policies>
  <inbound>
    <!-- @( < -->
    <base />
    <cors><allowed-origins><origin>*</origin></allowed-origins><allowed-headers><header>*</header></allowed-headers></cors>
    <choose id="check-x">
      <when condition="@(context.Request.Method == "GET" && 1 < 2)">
        <return-response>
          <set-status code="401" reason="Unauthorized" />
          <set-header name="A"><value>@("x")</value></set-header>
          <set-body template="liquid"><a>{{body.x}}</a></set-body>
        </return-response>
      </when>
      <otherwise />
    </choose>
    <include-fragment fragment-id="shared" />
    <set-variable name="a" value="{{gateway-url}}/x" />
    <set-backend-service backend-id="functions" />
    <log-to-eventhub logger-id="hub">@("x")</log-to-eventhub>
    <send-request mode="copy" response-variable-name="r" timeout="{{Tenant}}" ignore-error="true" />
  </inbound>
  <backend><forward-request timeout="60" buffer-response="false" /></backend>
  <outbound />
  <on-error><base /></on-error>
</policies>`;
    expect(document(text, 'api', SHARED('<set-header name="B" exists-action="delete" />'))).toEqual([]);
  });

  it('has nothing to say about a document whose text is not known', () => {
    expect(lintDocument({ address: 'document', scope: 'api', text: undefined }, service())).toEqual([]);
  });

  it.each([
    ['AMG001', '<policies>\n<inbound></policies>', 'AMG001 2:20'],
    ['AMG002', inbound('<!-- a -- b -->'), 'AMG002 2:17'],
    ['AMG003', inbound('<set-variable name="&nbsp;" value="x" />'), 'AMG003 2:30'],
    ['AMG004', `<?xml version="1.0"?>${inbound('')}`, 'AMG004 1:1'],
    ['AMG005', inbound('<set-variable name="a" value="@(1" />'), 'AMG005 2:40'],
    ['AMG006', inbound('<set-variable name="a" value="Bearer @(1)" />'), 'AMG006 2:47'],
    ['AMG007', inbound('<set-variable name="a" value="@(&quot;x&quot;)" />'), 'AMG007 2:42'],
    ['AMG010', '<policy>\n</policy>', 'AMG010 1:1'],
    ['AMG011, a wrong section', '<policies>\n<inbond /></policies>', 'AMG011 2:1'],
    ['AMG011, a policy', '<policies>\n<set-body>x</set-body></policies>', 'AMG011 2:1'],
    ['AMG012', '<policies><inbound />\n<inbound /></policies>', 'AMG012 2:1'],
    ['AMG013', '<policies><outbound />\n<inbound /></policies>', 'AMG013 2:1'],
    ['AMG014', '<policies><backend><base />\n<forward-request /></backend></policies>', 'AMG014 2:1'],
    ['AMG020', inbound('<base /><set-headers />'), 'AMG020 2:18'],
    ['AMG020, nested', inbound('<choose><when condition="true"><foo /></when></choose>'), 'AMG020 2:41'],
    ['AMG021', inbound('<forward-request />'), 'AMG021 2:10'],
    [
      'AMG021, nested',
      inbound('<retry condition="true" count="1" interval="1"><cache-store duration="1" /></retry>'),
      'AMG021 2:57',
    ],
    ['AMG022', inbound('<quota calls="1" renewal-period="300" />'), 'AMG022 2:10'],
    ['AMG024', inbound('<redirect-content-urls /><redirect-content-urls />'), 'AMG024 2:35'],
    ['AMG030', inbound('<set-variable name="a" value="b" valeu="c" />'), 'AMG030 2:50'],
    ['AMG030, inherited names', inbound('<base constructor="x" />'), 'AMG030 2:29'],
    ['AMG030, id of a child', inbound('<choose><when id="x" condition="true" /></choose>'), 'AMG030 2:28'],
    ['AMG031', inbound('<set-variable name="a" />'), 'AMG031 2:10'],
    ['AMG031, one of a group', inbound('<validate-jwt />'), 'AMG031 2:10'],
    ['AMG032', inbound('<set-variable name="@("a")" value="b" />'), 'AMG032 2:30'],
    ['AMG033, one of a list', inbound('<set-header name="a" exists-action="Delete" />'), 'AMG033 2:46'],
    ['AMG033, too large', inbound('<retry condition="true" count="51" interval="1" />'), 'AMG033 2:41'],
    ['AMG033, not a number', inbound('<set-status code="4xx" />'), 'AMG033 2:28'],
    ['AMG034', inbound('<set-backend-service base-url="https://a" backend-id="functions" />'), 'AMG034 2:10'],
    ['AMG040', inbound('<set-header name="a"><vaule>x</vaule></set-header>'), 'AMG040 2:31'],
    ['AMG040, of an empty policy', inbound('<base><base /></base>'), 'AMG040 2:16'],
    ['AMG040, a policy its parent refuses', inbound('<wait><set-status code="200" /></wait>'), 'AMG040 2:16'],
    [
      'AMG041',
      inbound('<return-response><set-body>x</set-body><set-status code="200" /></return-response>'),
      'AMG041 2:49',
    ],
    ['AMG042, too few', inbound('<choose />'), 'AMG042 2:10'],
    [
      'AMG042, too many',
      inbound('<choose><when condition="true" /><otherwise /><otherwise /></choose>'),
      'AMG042 2:56',
    ],
    [
      'AMG042, depending on an attribute',
      inbound('<send-request response-variable-name="r"><set-url>x</set-url></send-request>'),
      'AMG042 2:10',
    ],
    ['AMG043', inbound('<base />text'), 'AMG043 2:18'],
    ['AMG043, between sections', '<policies>x<inbound /></policies>', 'AMG043 1:11'],
    ['AMG050, another case', inbound('<set-variable name="a" value="&lt; {{Gateway-URL}}" />'), 'AMG050 2:45'],
    ['AMG050, in an expression', inbound('<set-variable name="a" value="@("{{gateway-ur}}")" />'), 'AMG050 2:43'],
    ['AMG051', inbound('<include-fragment fragment-id="shred" />'), 'AMG051 2:41'],
    ['AMG052', inbound('<set-backend-service backend-id="function" />'), 'AMG052 2:43'],
    ['AMG053', inbound('<log-to-eventhub logger-id="hubs">x</log-to-eventhub>'), 'AMG053 2:38'],
    ['AMG070', inbound('<set-variable name="a" value="@(1 2)" />'), 'AMG070 2:44'],
    ['AMG071', inbound('<set-variable name="a" value="@(x ??= 1)" />'), 'AMG071 2:42'],
    ['AMG072', inbound('<set-variable name="a" value="@{ dynamic x = 1; return x; }" />'), 'AMG072 2:43'],
    ['AMG074', inbound('<set-body>\n@(context.Request.Methd)</set-body>'), 'AMG074 3:19'],
    ['AMG075', inbound('<set-variable name="a" value="@(System.Environment.MachineName)" />'), 'AMG075 2:42'],
    [
      'AMG076',
      inbound('<set-variable name="a" value="@(System.Text.RegularExpressions.Regex.Escape("x"))" />'),
      'AMG076 2:79',
    ],
    ['AMG077', inbound('<set-variable name="a" value="@(1 + {{gateway-url}})" />'), 'AMG077 2:46'],
    ['AMG079', inbound('<choose><when condition="@(context.Request.Method)" /></choose>'), 'AMG079 2:35'],
    ['AMG085', inbound('<choose><when condition="@(context.Variables["a"] == "b")" /></choose>'), 'AMG085 2:37'],
    ['AMG085 of !=', inbound('<choose><when condition="@("b" != context.Variables["a"])" /></choose>'), 'AMG085 2:37'],
  ])('fires %s', (_, text, expected) => {
    expect(document(text, 'api', SHARED(''))).toEqual([expected]);
  });

  it.each([
    [
      'text compared as text, objects as objects, and references by a cast that says so',
      inbound(
        `<choose><when condition="@((string)context.Variables["a"] == "b" || context.Variables["a"] == context.Variables["b"] || (object)"a" == "b" || context.Variables["a"] == null)" /></choose>`,
      ),
    ],
    ['a computed backend', inbound('<set-backend-service backend-id="@("x")" />')],
    ['a value that a named value gives', inbound('<set-status code="{{Tenant}}" />')],
    ['Liquid braces', inbound('<set-body template="liquid">{{body.x}}</set-body>')],
    ['an escaped at-sign with a named value', inbound('<set-variable name="a" value="me@{{Tenant}}" />')],
    [
      'a policy of a request part in any section',
      '<policies><outbound><send-request mode="new" response-variable-name="r"><set-url>x</set-url><set-method>GET</set-method><authentication-managed-identity resource="x" /></send-request></outbound></policies>',
    ],
    ['one cors in inbound for each of two documents', inbound('<redirect-content-urls />')],
    [
      'a backend with one policy',
      '<policies><backend><retry condition="true" count="1" interval="1"><set-backend-service base-url="x" /><forward-request /></retry></backend></policies>',
    ],
  ])('does not mind %s', (_, text) => {
    expect(document(text)).toEqual([]);
  });

  it.each([
    ['AMG023', 'consumption', ['AMG023 2:10']],
    ['nothing on a tier that has it', 'classic', []],
    ['nothing on an unknown tier', undefined, []],
  ] as const)('fires %s for rate-limit-by-key', (_, gateway, expected) => {
    const text = inbound('<rate-limit-by-key calls="1" renewal-period="60" counter-key="a" />');
    expect(document(text, 'api', { gateway })).toEqual(expected);
  });

  it('counts once-only policies of the whole document', () => {
    const limit = '<rate-limit calls="1" renewal-period="60" />';
    expect(document(inbound(limit))).toEqual([]);
    expect(document(inbound(limit + limit))).toEqual(['AMG024 2:54']);
  });

  it.each([
    ['a policy the section refuses', '<forward-request />', 'AMG021 2:10'],
    [
      'a policy the scope refuses',
      '<choose><when condition="true"><quota calls="1" renewal-period="0" /></when></choose>',
      'AMG022 2:10',
    ],
  ])('expands fragments: %s is reported where it is included', (_, text, expected) => {
    expect(document(inbound(INCLUDE), 'api', SHARED(text))).toEqual([expected]);
    expect(fragment(`<fragment>${text}</fragment>`)).toEqual([]);
  });

  it('expands fragments: once-only policies and the one policy of backend', () => {
    const twice = inbound(`${INCLUDE}<redirect-content-urls />`);
    expect(document(twice, 'api', SHARED('<redirect-content-urls />'))).toEqual(['AMG024 2:51']);
    const backend = `<policies><backend>\n${INCLUDE}</backend></policies>`;
    expect(document(backend, 'api', SHARED('<forward-request />'))).toEqual([]);
    expect(document(backend, 'api', SHARED('<set-method>GET</set-method><forward-request />'))).toContain('AMG014 2:1');
  });

  it('fires AMG054 once for what Terraform may deploy later', () => {
    const text = inbound('<set-variable name="a" value="{{gateway-url}}{{gateway-url}}" />');
    expect(document(text, 'api', { dependencies: new Map() })).toEqual(['AMG054 2:40']);
    const through = new Map([
      ['document', new Set(['fragment'])],
      ['fragment', new Set(['named'])],
    ]);
    expect(document(text, 'api', { dependencies: through })).toEqual([]);
  });

  it('does not ask whether names exist in a service the stack only looks up, or when a name is computed', () => {
    const text = inbound('<set-variable name="a" value="{{other}}" />');
    expect(document(text, 'api', { address: 'data.azurerm_api_management.x' })).toEqual([]);
    const computed = [{ address: 'x', displayName: undefined, secret: false, value: undefined }];
    expect(document(text, 'api', { namedValues: computed })).toEqual([]);
  });

  it.each([
    ['v2', 256 * 1024],
    ['consumption', 16 * 1024],
  ] as const)('fires AMG064 past the limit of %s', (gateway, limit) => {
    const of = (bytes: number): string =>
      inbound('é'.repeat(2)).replace('éé', `<!--${'é'.repeat((bytes - 50) / 2)}-->`);
    const fill = (bytes: number): string => {
      const text = of(bytes);
      return text.replace('-->', `${'x'.repeat(bytes - Buffer.byteLength(text))}-->`);
    };
    expect(document(fill(limit), 'api', { gateway })).toEqual([]);
    expect(document(fill(limit + 1), 'api', { gateway })).toEqual(['AMG064']);
  });

  it('says what, why and how to fix it', () => {
    const text = inbound('<set-variable name="a" value="{{Gateway-URL}}" />');
    expect(lintDocument({ address: 'document', scope: 'api', text }, service())).toEqual([
      {
        ruleId: 'AMG050',
        document: 'document',
        element: 'set-variable',
        line: 2,
        column: 40,
        message: 'There is no named value "Gateway-URL".',
        why: 'Azure refuses the document with "Cannot find a property". Names are case-sensitive.',
        fix: 'did you mean "gateway-url"? Otherwise add it to the stack.',
      },
    ]);
  });

  it('sorts findings by place', () => {
    const text = '<policies><outbound />\n<inbound><foo /></inbound>\n<bar /></policies>';
    expect(document(text)).toEqual(['AMG013 2:1', 'AMG020 2:10', 'AMG011 3:1']);
  });
});

describe('lintFragment', () => {
  it('has nothing to say about a legal fragment', () => {
    expect(fragment('<fragment><set-variable name="a" value="{{gateway-url}}" /></fragment>')).toEqual([]);
  });

  it.each([
    ['AMG010', '<policies />', 'AMG010 1:1'],
    ['AMG020', '<fragment>\n<foo /></fragment>', 'AMG020 2:1'],
    ['AMG023', '<fragment>\n<publish-to-dapr topic="a" /></fragment>', 'AMG023 2:1'],
    ['AMG031', '<fragment>\n<set-variable name="a" /></fragment>', 'AMG031 2:1'],
    ['AMG074', '<fragment>\n<set-body>@(x)</set-body></fragment>', 'AMG074 2:13'],
    ['AMG050', '<fragment>\n<set-variable name="a" value="{{b}}" /></fragment>', 'AMG050 2:31'],
    ['AMG060', `<fragment>\n${INCLUDE}</fragment>`, 'AMG060 2:1'],
    ['AMG061, a section', '<fragment>\n<inbound><base /></inbound></fragment>', 'AMG061 2:1'],
    ['AMG061, base', '<fragment><choose><when condition="true">\n<base /></when></choose></fragment>', 'AMG061 2:1'],
  ])('fires %s', (_, text, expected) => {
    expect(fragment(text)).toEqual([expected]);
  });

  it('fires AMG062 for the xml format', () => {
    const source = { address: 'a', name: 'a', format: 'xml', text: '<fragment />' } as const;
    expect(lintFragment(source, service()).map(short)).toEqual(['AMG062']);
  });

  it('fires AMG063 past 32 KB', () => {
    const of = (bytes: number): string => `<fragment><!--${'x'.repeat(bytes - 28)}--></fragment>`;
    expect(Buffer.byteLength(of(32 * 1024))).toBe(32 * 1024);
    expect(fragment(of(32 * 1024))).toEqual([]);
    expect(fragment(of(32 * 1024 + 1))).toEqual(['AMG063']);
  });
});
