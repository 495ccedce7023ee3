import { withLocalOrigin } from '../../../emulator/azure/custom-domains';
import type { Resolution } from '../../../emulator/stack/resolve-stack';

const LOCAL = 'http://localhost:4711';

function resolution(hosts: readonly string[], text: string): Resolution {
  return {
    stack: {
      directory: '/stack',
      resources: [
        {
          address: 'azurerm_api_management_custom_domain.d',
          mode: 'managed',
          type: 'azurerm_api_management_custom_domain',
          name: 'd',
          attributes: { gateway: hosts.map((host) => ({ host_name: host })) },
        },
      ],
      outputs: { text },
    },
    file: { resource: { azurerm_api_management_named_value: { n: { value: [text] } } } },
  };
}

describe('withLocalOrigin', () => {
  it.each([
    ['https://mcp.contoso.com', LOCAL],
    ['https://mcp.contoso.com/oauth-callback', `${LOCAL}/oauth-callback`],
    ['a "https://MCP.contoso.com" b', `a "${LOCAL}" b`],
    ['https://mcp.contoso.com.evil.example', 'https://mcp.contoso.com.evil.example'],
    ['https://xmcp.contoso.com', 'https://xmcp.contoso.com'],
    ['https://mcp-contoso.com', 'https://mcp-contoso.com'],
    ['mcp.contoso.com', 'mcp.contoso.com'],
  ])('makes %j %j, wherever it stands', (text, expected) => {
    const { stack, file } = withLocalOrigin(resolution(['mcp.contoso.com'], text), LOCAL);
    expect(stack.outputs.text).toBe(expected);
    expect(file.resource).toEqual({ azurerm_api_management_named_value: { n: { value: [expected] } } });
  });

  it('leaves a stack without custom domain as it is', () => {
    const given = resolution([], 'https://mcp.contoso.com');
    expect(withLocalOrigin(given, LOCAL)).toBe(given);
  });
});
