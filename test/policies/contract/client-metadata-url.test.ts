import {
  clientMetadataUrlSyntax,
  isClientMetadataHost,
  isClientMetadataUrl,
} from '../../../policies/contract/client-metadata-url';

const ALLOWED = new RegExp(`^${clientMetadataUrlSyntax(['claude.ai', 'vscode.dev'])}$`);

describe('clientMetadataUrlSyntax', () => {
  it.each([
    'https://claude.ai/oauth/mcp-oauth-client-metadata',
    'https://vscode.dev/oauth/client-metadata.json',
    'https://claude.ai/a',
    'https://claude.ai/.hidden/..a/a..',
  ])('takes %s', (url) => {
    expect(url).toMatch(ALLOWED);
    expect(isClientMetadataUrl(url)).toBe(true);
  });

  it.each([
    ['another host', 'https://evil.example/client.json'],
    ['a host that ends the same', 'https://evilclaude.ai/client.json'],
    ['a host that begins the same', 'https://claude.ai.evil.example/client.json'],
    ['any character for the dot', 'https://claudexai/client.json'],
    ['capitals', 'https://Claude.ai/client.json'],
    ['a dot after the host', 'https://claude.ai./client.json'],
    ['http', 'http://claude.ai/client.json'],
    ['no path', 'https://claude.ai'],
    ['an empty path', 'https://claude.ai/'],
    ['a port', 'https://claude.ai:443/client.json'],
    ['user information', 'https://claude.ai@evil.example/client.json'],
    ['user information before the host', 'https://evil@claude.ai/client.json'],
    ['a query', 'https://claude.ai/client.json?x=1'],
    ['a fragment', 'https://claude.ai/client.json#x'],
    ['a dot segment', 'https://claude.ai/a/../client.json'],
    ['a single dot segment', 'https://claude.ai/./client.json'],
    ['a dot segment at the end', 'https://claude.ai/a/..'],
    ['an encoded dot segment', 'https://claude.ai/a/%2e%2e/client.json'],
    ['an empty segment', 'https://claude.ai//client.json'],
    ['a backslash', 'https://claude.ai\\@evil.example/client.json'],
    ['a line end', 'https://claude.ai/client.json\n'],
    ['an IPv4 address', 'https://127.0.0.1/client.json'],
    ['an IPv6 address', 'https://[::1]/client.json'],
    ['a decimal address', 'https://2130706433/client.json'],
  ])('refuses %s', (_what, url) => {
    expect(url).not.toMatch(ALLOWED);
  });
});

describe('isClientMetadataHost', () => {
  it.each(['vscode.dev', 'claude.ai', 'a.b-c.example'])('takes %s', (host) => {
    expect(isClientMetadataHost(host)).toBe(true);
  });

  it.each([
    'localhost',
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '[::1]',
    'vscode.dev:443',
    'VSCode.dev',
    'vscode.dev/',
    'vscode.dev.',
    '-a.example',
    'https://vscode.dev',
    '',
  ])('refuses %j', (host) => {
    expect(isClientMetadataHost(host)).toBe(false);
  });
});
