import { fromJsonSchema, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CONTENT, textResult } from './contents';

/** A schema with the keywords that a server has to hand on as they are. */
const SCHEMA_2020_12 = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  $defs: {
    address: {
      $anchor: 'addressDef',
      type: 'object',
      properties: { street: { type: 'string' }, city: { type: 'string' } },
    },
  },
  properties: {
    name: { type: 'string' },
    address: { $ref: '#/$defs/address' },
    contactMethod: { type: 'string', enum: ['phone', 'email'] },
    phone: { type: 'string' },
    email: { type: 'string' },
  },
  allOf: [{ anyOf: [{ required: ['phone'] }, { required: ['email'] }] }],
  if: { properties: { contactMethod: { const: 'phone' } }, required: ['contactMethod'] },
  then: { required: ['phone'] },
  else: { required: ['email'] },
  additionalProperties: false,
} as const;

/** A schema whose argument clients repeat in the header `Mcp-Param-Region`. */
const SCHEMA_WITH_HEADER = {
  type: 'object',
  properties: { region: { type: 'string', 'x-mcp-header': 'Region' } },
  required: ['region'],
} as const;

/** Tools that answer by themselves. */
export function addPlainTools(server: McpServer): void {
  server.registerTool('test_simple_text', { description: 'Answers.' }, () => ({ content: [CONTENT.text] }));
  server.registerTool('test_image_content', { description: 'Answers.' }, () => ({ content: [CONTENT.image] }));
  server.registerTool('test_audio_content', { description: 'Answers.' }, () => ({ content: [CONTENT.audio] }));
  server.registerTool('test_embedded_resource', { description: 'Answers.' }, () => ({ content: [CONTENT.resource] }));
  server.registerTool('test_multiple_content_types', { description: 'Answers.' }, () => ({
    content: [CONTENT.text, CONTENT.image, CONTENT.resource],
  }));
  server.registerTool('test_error_handling', { description: 'Answers.' }, () => {
    throw new Error('This tool fails on purpose.');
  });
  server.registerTool(
    'json_schema_2020_12_tool',
    { description: 'Answers.', inputSchema: fromJsonSchema({ ...SCHEMA_2020_12 }) },
    () => textResult('Valid.'),
  );
  server.registerTool(
    'test_custom_header',
    { description: 'Answers.', inputSchema: fromJsonSchema({ ...SCHEMA_WITH_HEADER }) },
    () => textResult('The header agrees.'),
  );
  addStreamingTools(server);
}

/** Tools that say something before they answer. */
function addStreamingTools(server: McpServer): void {
  for (const name of ['test_tool_with_logging', 'test_logging_tool']) {
    server.registerTool(
      name,
      { description: 'Answers.', inputSchema: z.object({}) },
      async (_arguments, { mcpReq }) => {
        for (const data of ['Started.', 'Half way.', 'Finished.']) await mcpReq.log('info', data);
        return textResult('Logged three times.');
      },
    );
  }
  server.registerTool(
    'test_tool_with_progress',
    { description: 'Answers.', inputSchema: z.object({}) },
    async (_arguments, { mcpReq }) => {
      const progressToken = mcpReq._meta?.progressToken;
      if (progressToken !== undefined) {
        for (const progress of [0, 50, 100]) {
          await mcpReq.notify({ method: 'notifications/progress', params: { progressToken, progress, total: 100 } });
        }
      }
      return textResult(`Progress for ${String(progressToken)}.`);
    },
  );
  server.registerTool(
    'test_reconnection',
    { description: 'Answers.', inputSchema: z.object({}) },
    (_arguments, { http }) => {
      http?.closeSSE?.();
      return textResult('The stream was closed before this answer.');
    },
  );
}
