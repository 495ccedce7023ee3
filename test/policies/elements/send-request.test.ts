import { sendRequest } from '../../../policies/elements/send-request';
import { serialise } from '../../../policies/language/xml/serialise';

describe('sendRequest', () => {
  it.each([
    [
      'the least',
      { responseVariableName: 'r', url: 'https://a.example', method: 'GET' },
      '<send-request mode="new" response-variable-name="r"><set-url>https://a.example</set-url><set-method>GET</set-method></send-request>',
    ],
    [
      'a time limit',
      { responseVariableName: 'r', url: 'https://a.example', method: 'GET', timeoutSeconds: 5 },
      '<send-request mode="new" response-variable-name="r" timeout="5"><set-url>https://a.example</set-url><set-method>GET</set-method></send-request>',
    ],
    [
      'that errors are ignored',
      { responseVariableName: 'r', url: 'https://a.example', method: 'GET', ignoreError: true },
      '<send-request mode="new" response-variable-name="r" ignore-error="true"><set-url>https://a.example</set-url><set-method>GET</set-method></send-request>',
    ],
    [
      'url, method, headers and body in the order Azure wants',
      {
        id: 'x',
        body: 'b',
        headers: [{ name: 'A', values: ['1'] }],
        method: 'POST',
        url: 'https://a.example',
        responseVariableName: 'r',
      },
      '<send-request id="x" mode="new" response-variable-name="r"><set-url>https://a.example</set-url><set-method>POST</set-method><set-header name="A" exists-action="override"><value>1</value></set-header><set-body>b</set-body></send-request>',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(sendRequest(props))).toBe(xml);
  });
});
