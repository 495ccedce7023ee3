import { compileUrlTemplate, pathSegments } from '../../../emulator/gateway/url-template';

describe('compileUrlTemplate', () => {
  it.each<[string, string, Record<string, string> | undefined]>([
    ['/', '/', {}],
    ['/', '', {}],
    ['/', '/x', undefined],
    ['/a/b', '/a/b', {}],
    ['/a/b', '/A/B/', {}],
    ['/a', '/a/b', undefined],
    ['/a%20b', '/a%20B', {}],
    ['/{id}', '/7', { id: '7' }],
    ['/{id}', '/a%2Fb', { id: 'a/b' }],
    ['/{id}', '/%zz', { id: '%zz' }],
    ['/{id}', '/', undefined],
    ['/items/{id}/parts/{part}', '/items/1/parts/2', { id: '1', part: '2' }],
    ['/{name}.{ext}', '/a.b.c', { name: 'a', ext: 'b.c' }],
    ['/*', '/', {}],
    ['/*', '/a/b', {}],
    ['/files/*', '/files', {}],
    ['/files/*', '/other', undefined],
    ['/files/{*rest}', '/files/a%20b/c', { rest: 'a b/c' }],
    ['/search?q={query}', '/search', {}],
  ])('%s on %s', (template, path, expected) => {
    const found = compileUrlTemplate(template).match(pathSegments(path));
    expect(found && Object.fromEntries(found)).toEqual(expected);
  });

  it('ranks literal before parameter before wildcard', () => {
    const ranks = ['/a/b', '/a/{x}', '/{x}/b', '/*'].map((template) => compileUrlTemplate(template).rank);
    expect([...ranks].sort()).toEqual(ranks);
  });

  it('knows which query parameters a template takes', () => {
    expect([...compileUrlTemplate('/s?q={query}&fixed=1').queryParameters]).toEqual([['q', 'query']]);
  });
});
