import type { RedirectUriOptions } from '../../../policies/contract/redirect-uri';
import { redirectUriPattern } from '../../../policies/steps/redirect-uri';

/** .NET's `\z` is the end of the text, as `$` is in JavaScript. */
const pattern = (options: RedirectUriOptions): RegExp => new RegExp(redirectUriPattern(options).replace('\\z', '$'));

const PATTERN = pattern({});
const WITH_SCHEMES = pattern({ privateUseSchemes: true });

describe('redirectUriPattern', () => {
  it.each([
    'https://client.example',
    'https://client.example/',
    'https://client.example:8443/callback?tenant=a&b=c%20d',
    'https://[2001:db8::1]/callback',
    'https://global.consent.azure-apim.net/redirect/a-b_c',
    'http://127.0.0.1/callback',
    'http://127.0.0.1:33418/callback',
    'http://[::1]:1/callback',
    'http://localhost:6274/oauth/callback',
    'http://localhost?a=b',
  ])('takes %s', (uri) => {
    expect(uri).toMatch(PATTERN);
    expect(uri).toMatch(WITH_SCHEMES);
  });

  it.each([
    ['another scheme', 'myapp://callback'],
    ['a script', 'javascript:alert(1)'],
    ['data', 'data:text/html,x'],
    ['http on another host', 'http://client.example/callback'],
    ['a host that begins like the loopback', 'http://localhost.attacker.example/callback'],
    ['an address that begins like the loopback', 'http://127.0.0.1.attacker.example/callback'],
    ['user information', 'https://user:password@client.example/'],
    ['the loopback as user information', 'http://localhost:80@attacker.example/'],
    ['a fragment', 'https://client.example/#fragment'],
    ['an empty fragment', 'https://client.example/#'],
    ['a backslash', 'https://client.example\\@attacker.example/'],
    ['a blank', 'https://client.example/a b'],
    ['a line end', 'https://client.example/\n'],
    ['a quote', 'https://client.example/"'],
    ['markup', 'https://client.example/<script>'],
    ['letters beyond ASCII', 'https://cliént.example/'],
    ['no host', 'https:///callback'],
    ['a path only', '/callback'],
    ['capitals in the scheme', 'HTTPS://client.example/'],
    ['blank before', ' https://client.example/'],
    ['nothing', ''],
  ])('refuses %s', (_title, uri) => {
    expect(uri).not.toMatch(PATTERN);
    expect(uri).not.toMatch(WITH_SCHEMES);
  });

  it.each(['com.example.app:/callback', 'com.example.app://callback/path?a=b', 'org.example-tools.app2:/'])(
    'takes %s only when private-use schemes are allowed',
    (uri) => {
      expect(uri).not.toMatch(PATTERN);
      expect(uri).toMatch(WITH_SCHEMES);
    },
  );

  it.each([
    ['a scheme that is no reversed domain name', 'cursor://anysphere.cursor-mcp/oauth/callback'],
    ['user information', 'com.example.app://user@host/callback'],
    ['a fragment', 'com.example.app:/callback#fragment'],
    ['a scheme with nothing behind its dot', 'com.:/callback'],
    ['a scheme without a path', 'com.example.app:callback'],
    ['capitals in the scheme', 'Com.Example.App:/callback'],
  ])('refuses a private-use scheme with %s', (_title, uri) => {
    expect(uri).not.toMatch(WITH_SCHEMES);
  });
});
