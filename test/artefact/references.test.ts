import { referencesOf } from './references';

describe('referencesOf', () => {
  it.each([
    ['plain text', []],
    ['$${a.b}', []],
    ['${var.a}', ['var.a']],
    ['${azurerm_subnet.a.id}', ['azurerm_subnet.a/id']],
    ['x-${data.azurerm_client_config.c.tenant_id}-y', ['data.azurerm_client_config.c/tenant_id']],
    ['${azurerm_managed_redis.r.default_database[0].primary_access_key}', ['azurerm_managed_redis.r/default_database']],
    ['${upper(azurerm_subnet.a.name)}', ['azurerm_subnet.a/name']],
    [
      '${contains([for id in try(azurerm_subnet.a.ids, []) : lower(id.value)], "${var.b}")}',
      ['var.b', 'azurerm_subnet.a/ids'],
    ],
    ['${path.module}/x', []],
    ['${jsonencode({"a" = var.a, "b" = "} c.d"})}', ['var.a']],
  ])('finds in %s', (text, expected) => {
    expect(referencesOf(text).map(({ address, attribute }) => [address, attribute].filter(Boolean).join('/'))).toEqual(
      expected,
    );
  });

  it('refuses what does not end', () => {
    expect(() => referencesOf('${var.a')).toThrow('does not end');
  });
});
