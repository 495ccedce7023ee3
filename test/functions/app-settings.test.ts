import { APP_SETTINGS, readSettings } from '../../functions/src/app-settings';

const GOOD = { SNIPPETS_BLOB_ENDPOINT: 'https://example.blob.core.windows.net/', SNIPPETS_CONTAINER: 'snippets' };

describe('readSettings', () => {
  it('reads the two app settings', () => {
    expect(readSettings(GOOD)).toEqual({
      blobEndpoint: 'https://example.blob.core.windows.net/',
      container: 'snippets',
    });
  });

  it('names every wrong setting at once', () => {
    const read = (): unknown => readSettings({ SNIPPETS_BLOB_ENDPOINT: 'http://example', SNIPPETS_CONTAINER: 'A' });
    expect(read).toThrow(APP_SETTINGS.blobEndpoint);
    expect(read).toThrow(APP_SETTINGS.container);
  });

  it.each(['', 'no url', 'http://example.blob.core.windows.net'])('refuses the endpoint %j', (endpoint) => {
    expect(() => readSettings({ ...GOOD, SNIPPETS_BLOB_ENDPOINT: endpoint })).toThrow('https blob endpoint');
  });

  it.each(['ab', 'two--hyphens', '-start', 'end-', 'Upper', `${'a'.repeat(64)}`])(
    'refuses the container %j',
    (name) => {
      expect(() => readSettings({ ...GOOD, SNIPPETS_CONTAINER: name })).toThrow('container name');
    },
  );
});
