import { cors } from '../../../policies/elements/cors';
import { serialise } from '../../../policies/language/xml/serialise';

describe('cors', () => {
  it.each([
    [
      'the least',
      { allowedOrigins: ['*'], allowedHeaders: ['a'] },
      '<cors><allowed-origins><origin>*</origin></allowed-origins><allowed-headers><header>a</header></allowed-headers></cors>',
    ],
    [
      'methods and how long a preflight counts',
      { allowedOrigins: ['*'], allowedHeaders: ['a'], allowedMethods: ['GET', 'PUT'], preflightMaxAgeSeconds: 60 },
      '<cors><allowed-origins><origin>*</origin></allowed-origins><allowed-methods preflight-result-max-age="60"><method>GET</method><method>PUT</method></allowed-methods><allowed-headers><header>a</header></allowed-headers></cors>',
    ],
    [
      'exposed headers',
      { allowedOrigins: ['*'], allowedHeaders: ['a'], exposedHeaders: ['b'] },
      '<cors><allowed-origins><origin>*</origin></allowed-origins><allowed-headers><header>a</header></allowed-headers><expose-headers><header>b</header></expose-headers></cors>',
    ],
    [
      'credentials and unmatched requests',
      {
        id: 'x',
        allowCredentials: false,
        terminateUnmatchedRequest: false,
        allowedOrigins: ['https://a.example'],
        allowedHeaders: ['a'],
      },
      '<cors id="x" allow-credentials="false" terminate-unmatched-request="false"><allowed-origins><origin>https://a.example</origin></allowed-origins><allowed-headers><header>a</header></allowed-headers></cors>',
    ],
  ] as const)('writes %s', (_title, props, xml) => {
    expect(serialise(cors(props))).toBe(xml);
  });
});
