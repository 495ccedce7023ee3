import { streamableHttp, sse, type McpTransport } from '../../../policies/contract/mcp-transport';
import type { ToolAccess } from '../../../policies/contract/tool-access';
import { JIRA_TOOLS_WITH_COMBINED_SCHEMAS } from '../../../constructs/backends/jira-tools';
import { PlainBackend } from '../../support/stack-of-backends';
import { gatewayIn } from '../gateway';
import { brokenRules } from '../synth';

function rulesFor(tools: ToolAccess, transport: McpTransport = streamableHttp('/mcp')): readonly string[] {
  return brokenRules(
    (stack) => new PlainBackend(stack, 'tools', { gateway: gatewayIn(stack), path: 'tools-mcp', transport, tools }),
  );
}

/** As many names as have this many characters together, blanks between them included. */
const names = (characters: number): readonly string[] => [
  ...Array.from({ length: Math.floor(characters / 101) }, (_, index) => String(index).padStart(100, 'x')),
  'y'.repeat(characters % 101),
];

describe('the tools of a backend', () => {
  it.each<[string, ToolAccess]>([
    ['a list of allowed tools', { allow: ['read', 'a/b-c_D.9', 'x'.repeat(128)] }],
    ['a list of denied tools, hidden', { deny: JIRA_TOOLS_WITH_COMBINED_SCHEMAS, hide: true }],
    ['both', { allow: ['read'], deny: ['erase'] }],
    ['names for the metric', { known: ['read'] }],
    ['as many names as a document holds', { deny: names(8192) }],
  ])('may be %s', (_title, tools) => {
    expect(rulesFor(tools)).toEqual([]);
  });

  it.each<[string, string, ToolAccess]>([
    ['have names that MCP has', 'backend-tool-names', { allow: ['read', 'erase all'] }],
    ['have names that are not empty', 'backend-tool-names', { deny: [''] }],
    ['have names of 128 characters at most', 'backend-tool-names', { known: ['x'.repeat(129)] }],
    ['are listed once', 'backend-tool-duplicates', { deny: ['erase', 'erase'] }],
    ['are allowed or denied', 'backend-tool-both', { allow: ['read', 'Erase'], deny: ['erase'] }],
    ['are not none', 'backend-tool-empty', { allow: [] }],
    ['are hidden by a list', 'backend-tool-hide', { hide: true, known: ['read'] }],
    ['fit into the document', 'backend-tool-size', { deny: names(8193) }],
  ])('%s', (_title, rule, tools) => {
    expect(rulesFor(tools)).toEqual([rule]);
  });

  it('cannot be hidden where the answers come on a live stream', () => {
    const stream = sse({ path: '/sse', messagePath: 'message' });
    expect(rulesFor({ deny: ['erase'], hide: true }, stream)).toEqual(['backend-tool-hide-sse']);
    expect(rulesFor({ deny: ['erase'] }, stream)).toEqual([]);
  });
});
