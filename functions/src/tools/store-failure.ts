import type { InvocationContext } from '@azure/functions';
import { ToolError } from '../tool-error';

/**
 * What a tool answers when the snippet store fails. The reason goes to the log, where the operator looks; the caller
 * learns only that it may try again.
 */
export function storeFailure(error: unknown, context: InvocationContext): ToolError {
  context.error(error instanceof Error ? error.message : 'The snippet store failed for an unknown reason.');
  return new ToolError('The snippet store cannot be reached right now. Try again in a moment.');
}
