import type { ContentBlock } from '@modelcontextprotocol/server';

/** A picture of one black pixel. */
export const PNG = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR42mNgAAAAAgAB5Sfe/AAAAABJRU5ErkJggg==';

/** A recording of no length. */
const WAV = 'UklGRiQAAABXQVZFZm10IBAAAAABAAEAQB8AAEAfAAABAAgAZGF0YQAAAAA=';

/** One piece of content of each kind. */
export const CONTENT = {
  text: { type: 'text', text: 'Plain text.' },
  image: { type: 'image', data: PNG, mimeType: 'image/png' },
  audio: { type: 'audio', data: WAV, mimeType: 'audio/wav' },
  resource: {
    type: 'resource',
    resource: { uri: 'test://embedded-resource', mimeType: 'text/plain', text: 'Text of an embedded resource.' },
  },
} as const satisfies Record<string, ContentBlock>;

/** A tool result of one text. */
export function textResult(text: string): { content: ContentBlock[] } {
  return { content: [{ type: 'text', text }] };
}
