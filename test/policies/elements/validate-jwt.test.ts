import { validateJwt } from '../../../policies/elements/validate-jwt';
import { serialise } from '../../../policies/language/xml/serialise';

describe('validateJwt', () => {
  it.each([
    [
      'the least',
      { tokenValue: '@("t")', openIdConfigurationUrl: 'https://a.example', audiences: ['b'], issuers: ['c'] },
      '<validate-jwt token-value="@("t")"><openid-config url="https://a.example" /><audiences><audience>b</audience></audiences><issuers><issuer>c</issuer></issuers></validate-jwt>',
    ],
    [
      'clock skew and where the token goes',
      {
        id: 'x',
        clockSkewSeconds: 300,
        outputTokenVariableName: 'v',
        tokenValue: '@("t")',
        openIdConfigurationUrl: 'https://a.example',
        audiences: ['b', 'd'],
        issuers: ['c'],
      },
      '<validate-jwt id="x" token-value="@("t")" clock-skew="300" output-token-variable-name="v"><openid-config url="https://a.example" /><audiences><audience>b</audience><audience>d</audience></audiences><issuers><issuer>c</issuer></issuers></validate-jwt>',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(validateJwt(props))).toBe(xml);
  });
});
