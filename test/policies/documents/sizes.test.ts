import { serialise } from '../../../policies/language/xml/serialise';
import { allDocuments, policyFragments } from './example-gateway';

const bytes = (root: Parameters<typeof serialise>[0]): number => Buffer.byteLength(serialise(root));

describe('sizes', () => {
  it('keeps every document of a backend below 4 KB, so that hundreds of backends deploy', () => {
    const ofBackends = allDocuments().filter(({ document }) => /^(mcp|protected-resource)-/.test(document.name));
    expect(ofBackends).toHaveLength(6);
    for (const { document } of ofBackends)
      expect([document.name, bytes(document.root) < 4096]).toEqual([document.name, true]);
  });

  it('keeps every fragment below the 32 KB APIM takes', () => {
    for (const { name, root } of policyFragments()) expect([name, bytes(root) < 32 * 1024]).toEqual([name, true]);
  });

  it('keeps every document below the 256 KB APIM takes', () => {
    for (const { document } of allDocuments())
      expect([document.name, bytes(document.root) < 256 * 1024]).toEqual([document.name, true]);
  });
});
