import { ENDPOINTS, RESERVED_PATH_SEGMENTS } from '../../../policies/contract/endpoints';
import { mcpOperations } from '../../../policies/contract/mcp-operations';
import { sse, streamableHttp } from '../../../policies/contract/mcp-transport';
import { OAUTH_OPERATIONS, protectedResourceOperation } from '../../../policies/contract/oauth-operations';
import { EVERYTHING } from '../documents/example-gateway';

describe('OAUTH_OPERATIONS', () => {
  it('has each name, and each method and path, once', () => {
    expect(new Set(OAUTH_OPERATIONS.map(({ name }) => name)).size).toBe(OAUTH_OPERATIONS.length);
    expect(new Set(OAUTH_OPERATIONS.map(({ method, urlTemplate }) => `${method} ${urlTemplate}`)).size).toBe(
      OAUTH_OPERATIONS.length,
    );
  });

  it('has no OPTIONS operation, which would switch off the handling of preflights', () => {
    const transports = [streamableHttp('/mcp'), sse({ path: '/sse', messagePath: '/message' })];
    const ofBackends = transports.flatMap((transport) => mcpOperations('slack-mcp', transport));
    expect([...OAUTH_OPERATIONS, ...ofBackends].map(({ method }) => method)).not.toContain('OPTIONS');
  });
});

describe('protectedResourceOperation', () => {
  it('inserts the path of the endpoint after the well-known path', () => {
    expect(protectedResourceOperation(EVERYTHING)).toEqual({
      name: 'protected-resource-slack',
      method: 'GET',
      urlTemplate: '/.well-known/oauth-protected-resource/slack-mcp',
      displayName: 'Protected resource metadata of Slack (RFC 9728)',
    });
  });
});

describe('RESERVED_PATH_SEGMENTS', () => {
  it('holds the first segment of every endpoint', () => {
    for (const path of Object.values(ENDPOINTS)) expect(RESERVED_PATH_SEGMENTS).toContain(path.split('/')[1]);
  });
});
