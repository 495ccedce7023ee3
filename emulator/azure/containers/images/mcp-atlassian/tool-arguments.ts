import type { DemoTool } from '../../../mcp-servers/demo-tool';

type Properties = Readonly<Record<string, object>>;

export const text = (description: string): object => ({ type: 'string', description });

/** What Python's `str | None` becomes in a schema, which is what some clients cannot read. */
export const optionalText = (description: string): object => ({
  anyOf: [{ type: 'string' }, { type: 'null' }],
  default: null,
  description,
});

export const ISSUE_KEY = { issue_key: text('Key of the issue, for instance DEMO-1') };

/** Schema of a tool's arguments. @param required names of the properties that have to be there. @default all */
export function schema(properties: Properties, required = Object.keys(properties)): DemoTool['inputSchema'] {
  return { type: 'object', properties: { ...properties }, required: [...required] };
}

/** @throws Error naming the argument when it is absent or no text */
export function requiredText(args: Readonly<Record<string, unknown>>, name: string): string {
  const value = args[name];
  if (typeof value !== 'string' || value === '') throw new Error(`The argument "${name}" is missing.`);
  return value;
}

/** A text argument that may be absent or null. */
export function givenText(args: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = args[name];
  return typeof value === 'string' ? value : undefined;
}
