import { rewriteUri } from '../../../policies/elements/rewrite-uri';
import { serialise } from '../../../policies/language/xml/serialise';

describe('rewriteUri', () => {
  it.each([
    ['a path', { template: '/a' }, '<rewrite-uri template="/a" />'],
    [
      'that other parameters are dropped',
      { template: '/a', copyUnmatchedParams: false, id: 'x' },
      '<rewrite-uri id="x" template="/a" copy-unmatched-params="false" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(rewriteUri(props))).toBe(xml);
  });
});
