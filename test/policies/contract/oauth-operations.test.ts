import { ENDPOINTS, RESERVED_PATH_SEGMENTS } from '../../../policies/contract/endpoints';
import { mcpOperations } from '../../../policies/contract/mcp-operations';
import { sse, streamableHttp } from '../../../policies/contract/mcp-transport';
import {
  OAUTH_OPERATIONS,
  protectedResourceOperation,
  wellKnownOperation,
} from '../../../policies/contract/oauth-operations';
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

describe('wellKnownOperation', () => {
  it('appends the path of the issuer to its metadata (RFC 8414 section 3.1) and to nothing else', () => {
    const moved = OAUTH_OPERATIONS.map((operation) => wellKnownOperation(operation, 'mcp-auth')?.urlTemplate);

    expect(moved.filter((template) => template !== undefined)).toEqual([
      '/oauth-authorization-server/mcp-auth',
      '/oauth-protected-resource',
    ]);
  });

  it('leaves the path of an endpoint where it is (RFC 9728 section 3.1)', () => {
    expect(wellKnownOperation(protectedResourceOperation(EVERYTHING), 'mcp-auth')?.urlTemplate).toBe(
      '/oauth-protected-resource/slack-mcp',
    );
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
