import { forwardRequest } from '../../../policies/elements/forward-request';
import { serialise } from '../../../policies/language/xml/serialise';

describe('forwardRequest', () => {
  it.each([
    ['nothing by default', {}, '<forward-request />'],
    ['a time limit', { timeoutSeconds: 240 }, '<forward-request timeout="240" />'],
    ['redirects followed', { followRedirects: true }, '<forward-request follow-redirects="true" />'],
    ['no buffering', { bufferResponse: false, id: 'x' }, '<forward-request id="x" buffer-response="false" />'],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(forwardRequest(props))).toBe(xml);
  });
});
