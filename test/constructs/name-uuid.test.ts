import { nameUuid } from '../../constructs/name-uuid';

describe('nameUuid', () => {
  it('is a UUID of version 5, the same for the same name', () => {
    expect(nameUuid('Mcp.tools')).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-5[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(nameUuid('Mcp.tools')).toBe(nameUuid('Mcp.tools'));
    expect(nameUuid('Mcp.tools')).not.toBe(nameUuid('Mcp.tool'));
  });
});
