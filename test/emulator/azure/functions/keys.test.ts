import { createFunctionKeys, listKeysOutput } from '../../../../emulator/azure/functions/keys';
import { createTestEnvironment } from '../stand-in-environment';

const APP = '/subscriptions/s/resourceGroups/g/providers/Microsoft.Web/sites/app';
const ACTION = { resource_id: `${APP}/host/default`, action: 'listkeys' };

function output(
  args: Readonly<Record<string, unknown>>,
  keys = createFunctionKeys(createTestEnvironment().randomness),
) {
  const reader = { address: 'data.azapi_resource_action.keys', argument: (name: string) => args[name] };
  return listKeysOutput(reader, keys, 'sensitive_response_export_values');
}

describe('createFunctionKeys', () => {
  it('gives an app one key, whatever the case of its id, and another app another', () => {
    const keys = createFunctionKeys(createTestEnvironment().randomness);
    const key = keys.mcpExtension(APP);
    expect(key).toMatch(/^[\w-]{54}$/);
    expect(keys.mcpExtension(APP.toUpperCase())).toBe(key);
    expect(keys.mcpExtension(`${APP}2`)).not.toBe(key);
  });
});

describe('listKeysOutput', () => {
  it('shapes the answer by a list of paths and by a map of names', () => {
    const keys = createFunctionKeys(createTestEnvironment().randomness);
    const key = keys.mcpExtension(APP);
    const list = { ...ACTION, sensitive_response_export_values: ['systemKeys.mcp_extension'] };
    expect(output(list, keys)).toEqual({ systemKeys: { mcp_extension: key } });
    const map = { ...ACTION, sensitive_response_export_values: { credential: 'systemKeys.mcp_extension' } };
    expect(output(map, keys)).toEqual({ credential: key });
  });

  it('exports nothing when nothing is asked for', () => {
    expect(output(ACTION)).toEqual({});
  });

  it.each([
    ['another key', { ...ACTION, sensitive_response_export_values: ['masterKey'] }, 'asks for "masterKey"'],
    [
      'another key by name',
      { ...ACTION, sensitive_response_export_values: { a: 'masterKey' } },
      'asks for "masterKey"',
    ],
    ['another action', { ...ACTION, action: 'restart' }, 'the action "restart"'],
    ['another resource', { ...ACTION, resource_id: APP }, 'is not provided locally'],
  ])('refuses %s', (_case, args, message) => {
    expect(() => output(args)).toThrow(message);
  });
});
