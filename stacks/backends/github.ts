import { RemoteMcpBackend } from '../../constructs/backends/remote-mcp-backend';
import type { ReadyMadeBackend } from './ready-made-backend';
import { secretVariable } from './secret-variable';

/** GitHub's own server. Everybody acts as the account whose token is given, within what the token may do. */
export const GITHUB: ReadyMadeBackend = {
  name: 'github',
  needs: ['githubPat'],
  add: (stack, { gateway, authentication }) =>
    new RemoteMcpBackend(stack, 'github', {
      gateway,
      authentication,
      path: 'github-mcp',
      displayName: 'GitHub',
      url: 'https://api.githubcopilot.com/mcp/',
      credential: {
        header: 'Authorization',
        scheme: 'Bearer',
        value: secretVariable(stack, 'github_pat', 'Personal access token of a GitHub account.'),
      },
    }),
};
