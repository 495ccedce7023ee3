import { arg, McpTextContent } from '@azure/functions';
import type { McpToolFunctionOptions } from '@azure/functions';
import { nameProblem, NAME_RULE } from '../snippets/rules';
import type { SnippetStore } from '../snippets/snippet-store';
import { toolArguments } from '../tool-arguments';
import { ToolError } from '../tool-error';
import { storeFailure } from './store-failure';

/** The tool that reads a snippet: `get_snippet` with argument `name`. */
export function getSnippet(store: () => SnippetStore): McpToolFunctionOptions {
  return {
    toolName: 'get_snippet',
    description: 'Reads a snippet that save_snippet stored. Everyone who may use this server shares the same snippets.',
    toolProperties: { name: arg.string().describe(`Name of the snippet: ${NAME_RULE}.`) },
    handler: async (_message, context) => {
      const { name } = toolArguments(context);
      const problem = nameProblem(name);
      if (problem !== undefined) {
        return new ToolError(problem);
      }
      try {
        const content = await store().read(String(name));
        return content === undefined
          ? new ToolError(`There is no snippet named "${String(name)}". Save it first with save_snippet.`)
          : new McpTextContent(content);
      } catch (error) {
        return storeFailure(error, context);
      }
    },
  };
}
