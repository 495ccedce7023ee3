import { returnResponse } from '../../../policies/elements/return-response';
import { serialise } from '../../../policies/language/xml/serialise';

describe('returnResponse', () => {
  it.each([
    [
      'a status',
      { status: { code: 204, reason: 'No Content' } },
      '<return-response><set-status code="204" reason="No Content" /></return-response>',
    ],
    [
      'status, headers and body in the order Azure wants',
      { body: 'b', headers: [{ name: 'A', values: ['1'] }], status: { code: 200, reason: 'OK' } },
      '<return-response><set-status code="200" reason="OK" /><set-header name="A" exists-action="override"><value>1</value></set-header><set-body>b</set-body></return-response>',
    ],
    [
      'an id',
      { id: 'x', status: { code: 204, reason: 'No Content' } },
      '<return-response id="x"><set-status code="204" reason="No Content" /></return-response>',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(returnResponse(props))).toBe(xml);
  });
});
