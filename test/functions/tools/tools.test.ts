import { InvocationContext } from '@azure/functions';
import type { McpToolFunctionOptions } from '@azure/functions';
import { SnippetStoreError } from '../../../functions/src/snippets/snippet-store';
import type { SnippetStore } from '../../../functions/src/snippets/snippet-store';
import { getSnippet } from '../../../functions/src/tools/get-snippet';
import { helloMcp } from '../../../functions/src/tools/hello-mcp';
import { saveSnippet } from '../../../functions/src/tools/save-snippet';

const logged: string[] = [];
afterEach(() => logged.splice(0));

/** Runs a tool's handler; a content block answers as it goes over the wire. */
async function call(tool: McpToolFunctionOptions, args?: Readonly<Record<string, string>>): Promise<unknown> {
  const context = new InvocationContext({
    triggerMetadata: args === undefined ? {} : { mcptoolargs: args },
    logHandler: (_level, ...parts) => void logged.push(parts.join(' ')),
  });
  return JSON.parse(JSON.stringify(await tool.handler({}, context)));
}

function storeWith(snippets: Map<string, string>): () => SnippetStore {
  return () => ({
    read: async (name) => snippets.get(name),
    write: async (name, content) => void snippets.set(name, content),
  });
}

const broken = (): SnippetStore => {
  throw new SnippetStoreError('Blob storage refused reading: 403 AuthorizationPermissionMismatch.');
};

const error = (text: string): unknown => ({ content: [{ type: 'text', text }], isError: true });

describe('helloMcp', () => {
  it('greets', async () => {
    expect(await call(helloMcp)).toContain('Hello');
  });
});

describe('saveSnippet', () => {
  it('stores the content under the name', async () => {
    const snippets = new Map<string, string>();
    const answer = await call(saveSnippet(storeWith(snippets)), { name: 'n1', content: 'text' });
    expect(answer).toEqual({ type: 'text', text: 'Saved snippet "n1".' });
    expect([...snippets]).toEqual([['n1', 'text']]);
  });

  it('reports a wrong name and a wrong content together, and stores nothing', async () => {
    const snippets = new Map<string, string>();
    const answer = await call(saveSnippet(storeWith(snippets)), { name: 'a/b', content: '' });
    expect(JSON.stringify(answer)).toMatch(/snippet name .* not valid.*content is missing/);
    expect(answer).toMatchObject({ isError: true });
    expect(snippets.size).toBe(0);
  });

  it('answers a tool error and logs the reason when the store fails', async () => {
    const answer = await call(saveSnippet(broken), { name: 'n', content: 'secret text' });
    expect(answer).toEqual(error('The snippet store cannot be reached right now. Try again in a moment.'));
    expect(logged).toEqual(['Blob storage refused reading: 403 AuthorizationPermissionMismatch.']);
  });
});

describe('getSnippet', () => {
  it('reads a snippet', async () => {
    const answer = await call(getSnippet(storeWith(new Map([['n', 'text']]))), { name: 'n' });
    expect(answer).toEqual({ type: 'text', text: 'text' });
  });

  it('answers a tool error for a name that is not there', async () => {
    const answer = await call(getSnippet(storeWith(new Map())), { name: 'n' });
    expect(answer).toEqual(error('There is no snippet named "n". Save it first with save_snippet.'));
  });

  it('answers a tool error without arguments', async () => {
    expect(await call(getSnippet(storeWith(new Map())))).toMatchObject({ isError: true });
  });

  it('answers a tool error when the store fails', async () => {
    expect(await call(getSnippet(broken), { name: 'n' })).toMatchObject({ isError: true });
    expect(logged).toHaveLength(1);
  });
});
