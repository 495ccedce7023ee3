import { ResourceTemplate, type McpServer } from '@modelcontextprotocol/server';
import { z } from 'zod';
import { CONTENT, PNG } from './contents';

/** The resources the suite reads and subscribes to. */
export function addResources(server: McpServer): void {
  const text = (uri: string, mimeType: string, content: string) => ({ contents: [{ uri, mimeType, text: content }] });
  server.registerResource('static-text', 'test://static-text', { mimeType: 'text/plain' }, ({ href }) =>
    text(href, 'text/plain', 'Text of a resource.'),
  );
  server.registerResource('static-binary', 'test://static-binary', { mimeType: 'image/png' }, ({ href }) => ({
    contents: [{ uri: href, mimeType: 'image/png', blob: PNG }],
  }));
  server.registerResource('watched', 'test://watched-resource', { mimeType: 'text/plain' }, ({ href }) =>
    text(href, 'text/plain', 'Text that could change.'),
  );
  server.registerResource(
    'template',
    new ResourceTemplate('test://template/{id}/data', { list: undefined }),
    { mimeType: 'application/json' },
    ({ href }, { id }) => text(href, 'application/json', JSON.stringify({ id })),
  );
  server.server.setRequestHandler('resources/subscribe', () => ({}));
  server.server.setRequestHandler('resources/unsubscribe', () => ({}));
}

/** The prompts the suite gets. */
export function addPrompts(server: McpServer): void {
  const user = { role: 'user' as const };
  server.registerPrompt('test_simple_prompt', { description: 'A text.' }, () => ({
    messages: [{ ...user, content: CONTENT.text }],
  }));
  server.registerPrompt('test_prompt_with_image', { description: 'A picture.' }, () => ({
    messages: [
      { ...user, content: CONTENT.image },
      { ...user, content: CONTENT.text },
    ],
  }));
  server.registerPrompt(
    'test_prompt_with_arguments',
    { description: 'With arguments.', argsSchema: z.object({ arg1: z.string(), arg2: z.string() }) },
    ({ arg1, arg2 }) => ({ messages: [{ ...user, content: { type: 'text', text: `${arg1} and ${arg2}` } }] }),
  );
  server.registerPrompt(
    'test_prompt_with_embedded_resource',
    { description: 'With arguments.', argsSchema: z.object({ resourceUri: z.string() }) },
    ({ resourceUri }) => ({
      messages: [
        { ...user, content: { type: 'resource', resource: { ...CONTENT.resource.resource, uri: resourceUri } } },
        { ...user, content: CONTENT.text },
      ],
    }),
  );
  server.server.setRequestHandler('completion/complete', () => ({ completion: { values: [], hasMore: false } }));
}
