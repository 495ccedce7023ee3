import { Testing, TerraformStack } from 'cdktf';
import { gatewayIn } from '../gateway';
import { brokenRules, synthTypes } from '../synth';

const CONFIDENTIAL = {
  id: 'copilot-studio',
  name: 'Copilot Studio',
  redirectUris: ['https://a.example/callback'],
  confidential: true,
};
const PUBLIC = { id: 'agent', name: 'Agent', redirectUris: ['https://agent.example/callback'] };

describe('ClientSecrets', () => {
  it('gives each confidential client a sensitive variable, and API Management its hash', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    gatewayIn(stack, { oauth: { staticClients: [CONFIDENTIAL, PUBLIC] } });
    const { variable } = JSON.parse(Testing.synth(stack)) as { variable: unknown };
    expect(variable).toEqual({
      client_secret_copilot_studio: {
        type: 'string',
        sensitive: true,
        nullable: false,
        description: expect.any(String) as unknown,
        validation: [
          {
            condition: '${(length(var.client_secret_copilot_studio) >= 32)}',
            error_message: expect.any(String) as unknown,
          },
        ],
      },
    });
    const values = synthTypes(['azapi_resource_action'], (other) =>
      gatewayIn(other, { oauth: { staticClients: [CONFIDENTIAL, PUBLIC] } }),
    );
    expect(JSON.stringify(values)).toContain('{"value":"${sha256(var.client_secret_copilot_studio)}"}');
  });

  it('needs no variable without confidential clients', () => {
    const stack = new TerraformStack(Testing.app(), 'stack');
    gatewayIn(stack, { oauth: { staticClients: [PUBLIC] } });
    expect(JSON.parse(Testing.synth(stack))).not.toHaveProperty('variable');
  });
});

describe('the clients of McpGateway', () => {
  it('are checked, each mistake with its place', () => {
    const oauth = {
      staticClients: [
        { ...PUBLIC, name: '' },
        { ...CONFIDENTIAL, redirectUris: ['com.example.app:/'] },
      ],
    };
    expect(brokenRules((stack) => gatewayIn(stack, { oauth }))).toEqual([
      'gateway-static-client',
      'gateway-static-client',
    ]);
    expect(() => gatewayIn(new TerraformStack(Testing.app(), 'stack'), { oauth })).toThrow(
      /stack\/gateway: oauth\.staticClients\[0\]\.name: .*\n.*\[1\]\.redirectUris\[0\]: /,
    );
  });

  it('may be described by documents on public hosts only', () => {
    expect(
      brokenRules((stack) => gatewayIn(stack, { oauth: { clientMetadataHosts: ['vscode.dev', 'localhost'] } })),
    ).toEqual(['gateway-client-metadata-hosts']);
  });
});
