import { rateLimitByKey } from '../../../policies/elements/rate-limit-by-key';
import { serialise } from '../../../policies/language/xml/serialise';

describe('rateLimitByKey', () => {
  it.each([
    [
      'the limit',
      { calls: 10, renewalPeriodSeconds: 60, counterKey: '@(context.Request.IpAddress)' },
      '<rate-limit-by-key calls="10" renewal-period="60" counter-key="@(context.Request.IpAddress)" />',
    ],
    [
      'an id',
      { calls: 10, renewalPeriodSeconds: 60, counterKey: 'a', id: 'x' },
      '<rate-limit-by-key id="x" calls="10" renewal-period="60" counter-key="a" />',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(rateLimitByKey(props))).toBe(xml);
  });
});
