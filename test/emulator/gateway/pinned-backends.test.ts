import type { GatewayModel } from '../../../emulator/gateway/gateway-model';
import { pinnedBackends } from '../../../emulator/gateway/pinned-backends';

const SLACK = 'https://slack.example.net';

/** APIs by id, each with its path and service URL. */
function model(apis: Readonly<Record<string, readonly [path: string, serviceUrl: string | undefined]>>): GatewayModel {
  return {
    apis: Object.entries(apis).map(([id, [path, serviceUrl]]) => ({ id, path, serviceUrl })),
  } as unknown as GatewayModel;
}

const APIS = model({
  oauth: ['', undefined],
  slack: ['slack-mcp', SLACK],
  'slack-messages': ['message', SLACK],
  jira: ['jira-mcp', 'https://jira.example.net'],
});

function pinned(backends: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries([...pinnedBackends(APIS, backends)].map(([id, url]) => [id, url.origin]));
}

describe('pinnedBackends', () => {
  it.each(['slack', 'SLACK', 'slack-mcp', '/slack-mcp/'])(
    'finds %s, and takes APIs of the same server with it',
    (name) => {
      expect(pinned({ [name]: 'http://127.0.0.1:1' })).toEqual({
        slack: 'http://127.0.0.1:1',
        'slack-messages': 'http://127.0.0.1:1',
      });
    },
  );

  it('lets an API of the same server go somewhere else when it is named itself', () => {
    expect(pinned({ 'slack-messages': 'http://127.0.0.1:2', slack: 'http://127.0.0.1:1' })).toEqual({
      slack: 'http://127.0.0.1:1',
      'slack-messages': 'http://127.0.0.1:2',
    });
  });

  it('takes an API without a service URL alone', () => {
    expect(pinned({ oauth: 'http://127.0.0.1:1' })).toEqual({ oauth: 'http://127.0.0.1:1' });
  });
});
