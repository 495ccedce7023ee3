import { arg, McpTextContent } from '@azure/functions';
import type { McpToolFunctionOptions } from '@azure/functions';
import { contentProblem, CONTENT_RULE, nameProblem, NAME_RULE } from '../snippets/rules';
import type { SnippetStore } from '../snippets/snippet-store';
import { toolArguments } from '../tool-arguments';
import { ToolError } from '../tool-error';
import { storeFailure } from './store-failure';

/** The tool that creates or replaces a snippet: `save_snippet` with arguments `name` and `content`. */
export function saveSnippet(store: () => SnippetStore): McpToolFunctionOptions {
  return {
    toolName: 'save_snippet',
    description:
      'Stores a text under a name and replaces an earlier one of that name. Everyone who may use this server shares the same snippets.',
    toolProperties: {
      name: arg.string().describe(`Name of the snippet: ${NAME_RULE}.`),
      content: arg.string().describe(`What to store: ${CONTENT_RULE}.`),
    },
    handler: async (_message, context) => {
      const { name, content } = toolArguments(context);
      const problems = [nameProblem(name), contentProblem(content)].filter((problem) => problem !== undefined);
      if (problems.length > 0) {
        return new ToolError(problems.join(' '));
      }
      try {
        await store().write(String(name), String(content));
        return new McpTextContent(`Saved snippet "${String(name)}".`);
      } catch (error) {
        return storeFailure(error, context);
      }
    },
  };
}
