import { CallToolResultSchema } from '@modelcontextprotocol/sdk/types.js';
import type { CallToolResult, Tool } from '@modelcontextprotocol/sdk/types.js';
import type { FunctionMetadata } from './worker-messages';

/** An MCP tool that the deployed code registered. */
export interface FunctionTool {
  readonly functionName: string;
  /** Name of the trigger binding. */
  readonly triggerName: string;
  readonly tool: Tool;
  readonly requiredProperties: readonly string[];
}

interface ToolProperty {
  readonly propertyName: string;
  readonly propertyType: string;
  readonly description?: string;
  readonly isRequired?: boolean;
  readonly isArray?: boolean;
}

/**
 * The MCP tools among the functions of a package, by tool name, with the input schema the MCP extension derives from
 * their properties.
 * @throws Error naming every function whose trigger the local gateway does not provide, and every name used twice
 */
export function readTools(functions: readonly FunctionMetadata[]): ReadonlyMap<string, FunctionTool> {
  const problems: string[] = [];
  const tools = new Map<string, FunctionTool>();
  for (const { name, bindings } of functions) {
    const triggers = Object.entries(bindings).filter(([, { type }]) => /Trigger$/i.test(String(type)));
    const [triggerName, trigger] = triggers.find(([, { type }]) => type === 'mcpToolTrigger') ?? [];
    if (triggerName === undefined || trigger === undefined || Object.keys(bindings).length > 1) {
      const types = Object.values(bindings).map(({ type }) => String(type));
      problems.push(
        `function "${name}" has the bindings ${types.join(', ')}; the local gateway provides functions with one mcpToolTrigger and no other binding.`,
      );
      continue;
    }
    const toolName = String(trigger.toolName);
    if (tools.has(toolName)) {
      problems.push(`function "${name}" registers the tool "${toolName}", which another function registered already.`);
      continue;
    }
    const properties = readProperties(trigger.toolProperties);
    const requiredProperties = properties
      .filter((property) => property.isRequired)
      .map(({ propertyName }) => propertyName);
    tools.set(toolName, {
      functionName: name,
      triggerName,
      requiredProperties,
      tool: {
        name: toolName,
        description: String(trigger.description),
        inputSchema: {
          type: 'object',
          properties: Object.fromEntries(properties.map((property) => [property.propertyName, schemaOf(property)])),
          required: requiredProperties,
        },
        ...(typeof trigger.resultSchema === 'string' ? { outputSchema: JSON.parse(trigger.resultSchema) } : {}),
      },
    });
  }
  if (problems.length > 0) {
    throw new Error(problems.join(' '));
  }
  return tools;
}

function readProperties(value: unknown): readonly ToolProperty[] {
  return typeof value === 'string' ? (JSON.parse(value) as readonly ToolProperty[]) : [];
}

function schemaOf({ propertyType, description = '', isArray }: ToolProperty): Readonly<Record<string, unknown>> {
  return isArray === true
    ? { type: 'array', items: { type: propertyType }, description }
    : { type: propertyType, description };
}

/** What the host answers when the function behind a tool failed: that it failed, and nothing of why. */
export function failedToolResult(toolName: string): CallToolResult {
  return { content: [{ type: 'text', text: `An error occurred invoking '${toolName}'.` }], isError: true };
}

/**
 * Turns what a function returned into a tool result, as the MCP extension does: `call_tool_result` is a whole result,
 * `multi_content_result` a list of content blocks, anything else one content block.
 * @param value JSON of `{type, content, structuredContent?}`, where both contents are JSON texts; undefined when the function returned nothing
 */
export function toToolResult(toolName: string, value: string | undefined): CallToolResult {
  if (value === undefined) {
    return { content: [] };
  }
  try {
    const result = JSON.parse(value) as { type: string; content: string; structuredContent?: string };
    const content: unknown = JSON.parse(result.content);
    const parsed = CallToolResultSchema.safeParse(
      result.type === 'call_tool_result'
        ? content
        : {
            content: result.type === 'multi_content_result' ? content : [content],
            ...(result.structuredContent === undefined
              ? {}
              : { structuredContent: JSON.parse(result.structuredContent) }),
          },
    );
    return parsed.success ? parsed.data : failedToolResult(toolName);
  } catch {
    return failedToolResult(toolName);
  }
}
