import type { McpTransport } from '../../policies/contract/mcp-transport';
import { knownTools, restrictsTools, TOOL_NAME, type ToolAccess } from '../../policies/contract/tool-access';
import type { Rule } from '../rules';

/** Characters that the names of all lists may have together: they stand in the policy document of the backend. */
const MAX_CHARACTERS = 8192;

interface ToolProps {
  readonly tools?: ToolAccess;
}

/** What holds for the tools of every backend. */
export const TOOL_RULES: readonly Rule<ToolProps>[] = [
  {
    id: 'backend-tool-names',
    prop: 'tools',
    when: ({ tools }) => lists(tools).some((names) => !names.every((name) => TOOL_NAME.test(name))),
    message: 'The name of a tool is 1 to 128 letters, digits, `_`, `-`, `.` and `/`.',
    fix: 'Write the names as the server gives them in tools/list.',
  },
  {
    id: 'backend-tool-duplicates',
    prop: 'tools',
    when: ({ tools }) => lists(tools).some((names) => new Set(names).size < names.length),
    message: 'A list names each tool once.',
    fix: 'Leave the repetitions out.',
  },
  {
    id: 'backend-tool-both',
    prop: 'tools',
    when: ({ tools: { allow = [], deny = [] } = {} }) => {
      const denied = new Set(deny.map((name) => name.toLowerCase()));
      return allow.some((name) => denied.has(name.toLowerCase()));
    },
    message: 'A tool is allowed or denied, not both, and a denied name stands for the name in every case.',
    fix: 'Take the name out of one of the lists.',
  },
  {
    id: 'backend-tool-empty',
    prop: 'tools',
    when: ({ tools }) => lists(tools).some((names) => names.length === 0),
    message: 'A list names at least one tool.',
    fix: 'Leave the list out: without one, every tool may be called.',
  },
  {
    id: 'backend-tool-hide',
    prop: 'tools',
    when: ({ tools }) => tools?.hide === true && !restrictsTools(tools),
    message: 'Hidden are the tools that may not be called, and without a list every tool may be.',
    fix: 'Give allow or deny, or leave hide out.',
  },
  {
    id: 'backend-tool-size',
    prop: 'tools',
    when: ({ tools = {} }) => knownTools(tools).join(' ').length > MAX_CHARACTERS,
    message: `The names of all lists have ${MAX_CHARACTERS} characters together at most, because they stand in the policy document.`,
    fix: 'Use allow where few tools are wanted, or deny where few are not.',
  },
];

/** What holds for the tools of a backend and the transport of its server. */
export const TOOL_TRANSPORT_RULES: readonly Rule<ToolProps & { readonly transport: McpTransport }>[] = [
  {
    id: 'backend-tool-hide-sse',
    prop: 'tools',
    when: ({ tools, transport }) => tools?.hide === true && transport.kind === 'sse',
    message: 'The answers of an SSE server come on a live stream, which API Management cannot change.',
    fix: 'Use streamableHttp, or leave hide out: calls of the tools are refused all the same.',
  },
];

function lists(tools: ToolAccess = {}): readonly (readonly string[])[] {
  return [tools.allow, tools.deny, tools.known].filter((names) => names !== undefined);
}
