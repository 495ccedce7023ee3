import type { Construct } from 'constructs';
import { JIRA_TOOLS_WITH_COMBINED_SCHEMAS } from '../../constructs/backends/jira-tools';
import type { McpGateway } from '../../constructs/mcp-gateway';
import { RemoteMcpBackend } from '../../constructs/backends/remote-mcp-backend';

/** Adds to a stack what docs/tools.md shows. */
export function addBackendsWithTools(stack: Construct, gateway: McpGateway): void {
  // example: tools that may be called
  new RemoteMcpBackend(stack, 'github', {
    gateway,
    path: 'github-mcp',
    url: 'https://api.githubcopilot.com/mcp/',
    tools: { allow: ['get_file_contents', 'search_code', 'list_issues'] },
  });
  // end

  // example: tools that may not be called
  new RemoteMcpBackend(stack, 'jira', {
    gateway,
    path: 'jira-mcp',
    url: 'https://jira.example.com/mcp',
    tools: { deny: JIRA_TOOLS_WITH_COMBINED_SCHEMAS, hide: true },
  });
  // end

  // example: tools that the metric names
  new RemoteMcpBackend(stack, 'wiki', {
    gateway,
    path: 'wiki-mcp',
    url: 'https://wiki.example.com/mcp',
    tools: { known: ['search_pages', 'read_page'] },
  });
  // end
}
