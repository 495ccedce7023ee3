import { backendCredential, NAMED_VALUES } from '../../../policies/contract/named-values';

describe('NAMED_VALUES', () => {
  it('has display names APIM takes, each once', () => {
    const names = [...Object.values(NAMED_VALUES), backendCredential('functions')];
    for (const name of names) expect(name).toMatch(/^[a-z0-9-]{1,256}$/);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('backendCredential', () => {
  it('names the credential after the backend', () => {
    expect(backendCredential('functions')).toBe('functions-credential');
  });
});
