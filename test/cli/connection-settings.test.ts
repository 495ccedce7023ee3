import { inspectorSettings, vsCodeSettings } from '../../cli/connection-settings';

const ENDPOINTS = [
  { name: 'functions', url: 'http://localhost:8080/mcp' },
  { name: 'slack', url: 'http://localhost:8080/slack-mcp/sse' },
];

describe('connection settings', () => {
  it('name the transport of each endpoint as VS Code does', () => {
    expect(JSON.parse(vsCodeSettings(ENDPOINTS))).toEqual({
      servers: {
        functions: { type: 'http', url: 'http://localhost:8080/mcp' },
        slack: { type: 'sse', url: 'http://localhost:8080/slack-mcp/sse' },
      },
    });
  });

  it('name the transport of each endpoint as the Inspector does', () => {
    expect(JSON.parse(inspectorSettings(ENDPOINTS))).toEqual({
      mcpServers: {
        functions: { type: 'streamable-http', url: 'http://localhost:8080/mcp' },
        slack: { type: 'sse', url: 'http://localhost:8080/slack-mcp/sse' },
      },
    });
  });
});
