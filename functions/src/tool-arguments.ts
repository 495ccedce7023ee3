import type { InvocationContext } from '@azure/functions';

/**
 * The arguments of a tool call, by name; an argument that was not sent is absent. The host hands every value over as
 * text. Nothing is checked: a client may send anything.
 */
export function toolArguments(context: InvocationContext): Readonly<Record<string, unknown>> {
  const value = context.triggerMetadata?.mcptoolargs;
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
