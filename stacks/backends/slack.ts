import { ContainerAppMcpBackend } from '../../constructs/container-app/container-app-mcp-backend';
import type { ReadyMadeBackend } from './ready-made-backend';
import { secretVariable } from './secret-variable';

const IMAGE = 'ghcr.io/korotovsky/slack-mcp-server:v1.3.0';

/** The port its image exposes. */
const PORT = 3001;

/** Slack, by https://github.com/korotovsky/slack-mcp-server. It keeps its sessions to itself, so it is one replica. */
export const SLACK: ReadyMadeBackend = {
  name: 'slack',
  needs: ['slackBotToken'],
  add: (stack, { gateway, authentication }) =>
    new ContainerAppMcpBackend(stack, 'slack', {
      gateway,
      authentication,
      path: 'slack-mcp',
      displayName: 'Slack',
      image: IMAGE,
      port: PORT,
      // The image has a command and no entry point, so arguments alone would stand in place of the program.
      command: ['mcp-server', '--transport', 'http'],
      env: { SLACK_MCP_HOST: '0.0.0.0', SLACK_MCP_PORT: String(PORT) },
      secrets: {
        SLACK_MCP_XOXB_TOKEN: secretVariable(
          stack,
          'slack_bot_token',
          'Bot user OAuth token of the Slack app (xoxb-...).',
        ),
      },
    }),
};
