import { REDIRECT_URI_PATTERN } from '../../../policies/steps/redirect-uri';

/** .NET's `\z` is the end of the text, as `$` is in JavaScript. */
const PATTERN = new RegExp(REDIRECT_URI_PATTERN.replace('\\z', '$'));

describe('REDIRECT_URI_PATTERN', () => {
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
  });
});
