import { TerraformVariable, type TerraformStack } from 'cdktf';
import { RemoteMcpBackend, type RemoteMcpBackendProps } from '../../../constructs/backends/remote-mcp-backend';
import { gatewayIn } from '../gateway';
import { brokenRules, synth } from '../synth';

const URL = 'https://mcp.example.com/mcp';

function backendIn(stack: TerraformStack, props: Partial<RemoteMcpBackendProps> = {}): RemoteMcpBackend {
  return new RemoteMcpBackend(stack, 'remote', { gateway: gatewayIn(stack), path: 'remote-mcp', url: URL, ...props });
}

function tokenIn(stack: TerraformStack): string {
  return new TerraformVariable(stack, 'token', { type: 'string', sensitive: true }).stringValue;
}

interface Synthesised {
  readonly api: unknown;
  readonly policy: string;
  readonly namedValue: unknown;
}

function synthesise(props: (stack: TerraformStack) => Partial<RemoteMcpBackendProps>): Synthesised {
  const { resource = {} } = synth((stack) => backendIn(stack, props(stack)));
  return {
    api: resource.azurerm_api_management_api?.remote_api,
    policy: String(resource.azurerm_api_management_api_policy?.remote_api_policy?.['xml_content']),
    namedValue: resource.azurerm_api_management_named_value?.['gateway_api-management_named-value-remote-credential'],
  };
}

describe('RemoteMcpBackend', () => {
  it('forwards to the origin of the URL at its path, without a credential', () => {
    const { api, policy, namedValue } = synthesise(() => ({}));
    expect(api).toMatchObject({ path: 'remote-mcp', service_url: 'https://mcp.example.com' });
    expect(policy).toContain('<rewrite-uri template="/mcp" copy-unmatched-params="false" />');
    expect(policy).not.toContain('remote-credential');
    expect(namedValue).toBeUndefined();
  });

  it.each([
    ['https://api.githubcopilot.com/mcp/', 'https://api.githubcopilot.com', '/mcp/'],
    ['https://mcp.example.com:8443', 'https://mcp.example.com:8443', '/'],
  ])('keeps port and trailing slash of %s', (url, service_url, template) => {
    const { api, policy } = synthesise(() => ({ url }));
    expect(api).toMatchObject({ service_url });
    expect(policy).toContain(`<rewrite-uri template="${template}"`);
  });

  it('takes a host that only Terraform knows', () => {
    const { api, policy } = synthesise((stack) => ({ url: `https://${tokenIn(stack)}/mcp` }));
    expect(api).toMatchObject({ service_url: 'https://${var.token}' });
    expect(policy).toContain('<rewrite-uri template="/mcp"');
  });

  it('sends the credential as the whole value of its header', () => {
    const { policy, namedValue } = synthesise((stack) => ({
      credential: { header: 'Authorization', scheme: 'Bearer', value: tokenIn(stack) },
    }));
    expect(policy).toMatch(
      /<set-header name="Authorization" exists-action="override">\s*<value>\{\{remote-credential\}\}<\/value>/,
    );
    expect(namedValue).toMatchObject({ name: 'remote-credential', secret: true });
    expect(JSON.stringify(namedValue)).not.toContain('Bearer');
  });

  it('writes the scheme into the vault, before the token', () => {
    const { resource = {} } = synth((stack) =>
      backendIn(stack, { credential: { header: 'Authorization', scheme: 'Bearer', value: tokenIn(stack) } }),
    );
    expect(JSON.stringify(resource)).toContain('"Bearer ${var.token}"');
  });

  it('refers to a secret that is in a vault already', () => {
    const keyVaultSecretId = 'https://contoso.vault.azure.net/secrets/remote-header';
    const { namedValue } = synthesise(() => ({ credential: { header: 'X-Api-Key', value: { keyVaultSecretId } } }));
    expect(namedValue).toMatchObject({ value_from_key_vault: { secret_id: keyVaultSecretId } });
  });

  it('adds headers whatever the client sent, and removes others', () => {
    const { policy } = synthesise(() => ({
      headers: { 'X-MCP-Readonly': 'true' },
      strippedHeaders: ['X-MCP-Insiders'],
    }));
    expect(policy).toMatch(/<set-header name="X-MCP-Readonly" exists-action="override">\s*<value>true<\/value>/);
    expect(policy).toContain('name="X-MCP-Insiders" exists-action="delete"');
  });

  it('reaches a server of the older kind by its stream', () => {
    synth((stack) => {
      const { policy } = backendIn(stack, { url: 'https://mcp.example.com/sse', messagePath: '/message' });
      expect(policy).toMatchObject({
        resourcePath: 'remote-mcp/sse',
        transport: { kind: 'sse', path: '/sse', messagePath: '/message' },
      });
    });
  });

  it('writes the local program where Terraform does not look', () => {
    const local = { command: 'node', args: ['server.js'] };
    synth((stack) => {
      const written = JSON.stringify(backendIn(stack, { local }).api.resource.toTerraform());
      expect(written).toContain(`"local":${JSON.stringify(local)}`);
    });
  });
});

describe('RemoteMcpBackend rules', () => {
  const header = (name: string): Partial<RemoteMcpBackendProps> => ({ headers: { [name]: 'x' } });
  const reference = { keyVaultSecretId: 'https://contoso.vault.azure.net/secrets/remote' };

  it.each<[Partial<RemoteMcpBackendProps>, string[]]>([
    ...['', 'http://mcp.example.com/mcp', '/mcp', 'https://u:p@h.example/mcp', `${URL}?x=1`, `${URL}#`, `${URL}?`].map(
      (url): [Partial<RemoteMcpBackendProps>, string[]] => [{ url }, ['remote-url']],
    ),
    ...['X Key', 'Host', 'content-length', 'Mcp-Session-Id'].map((name): [Partial<RemoteMcpBackendProps>, string[]] => [
      { credential: { header: name, value: reference } },
      ['remote-credential-header'],
    ]),
    [{ credential: { header: 'Authorization', scheme: 'Bearer', value: reference } }, ['remote-credential-scheme']],
    [{ credential: { header: 'Authorization', value: 'ghp_literal' } }, ['remote-credential-literal']],
    ...['X Key', 'Authorization', 'Cookie', 'X-Api-Key', 'X-Access-Token', 'Mcp-Method', 'X-Forwarded-Host'].map(
      (name): [Partial<RemoteMcpBackendProps>, string[]] => [header(name), ['remote-header-name']],
    ),
    [{ credential: { header: 'X-Pass', value: reference }, headers: { 'x-pass': 'y' } }, ['remote-header-name']],
    ...['', '{{name}}', '@(1)', '"quoted"', 'line\nbreak', '<a>'].map(
      (value): [Partial<RemoteMcpBackendProps>, string[]] => [{ headers: { 'X-A': value } }, ['remote-header-value']],
    ),
  ])('refuses %j', (props, rules) => {
    expect(brokenRules((stack) => backendIn(stack, props))).toEqual(rules);
  });

  it('never prints a secret it refuses', () => {
    const build = (): void => {
      synth((stack) => backendIn(stack, { credential: { header: 'Authorization', value: 'ghp_literal' } }));
    };
    expect(build).toThrow('credential is {"header":"Authorization","value":"text"}');
    expect(build).not.toThrow('ghp_literal');
  });
});
