import { readService, readServices } from '../../../../policies/language/service/read-service';

const NAME = '${azurerm_api_management.gateway.name}';

/** A stack with one service and the given resources beside it. */
function stack(resources: Record<string, Record<string, unknown>>, service: Record<string, unknown> = {}) {
  return {
    '//': { metadata: { version: '1' } },
    resource: {
      azurerm_api_management: { gateway: { name: 'apim-1', sku_name: 'BasicV2_1', ...service } },
      ...resources,
    },
  };
}

describe('readService', () => {
  it('reads a service alone', () => {
    expect(readService(stack({}))).toEqual({
      address: 'azurerm_api_management.gateway',
      name: 'apim-1',
      sku: 'BasicV2_1',
      gateway: 'v2',
      apis: [],
      products: [],
      policies: [],
      fragments: [],
      namedValues: [],
      backends: [],
      loggers: [],
      unreadable: [],
      dependencies: new Map([['azurerm_api_management.gateway', new Set()]]),
    });
  });

  it('links operations and policies to their API by reference', () => {
    const api = { api_management_name: NAME, api_name: '${azurerm_api_management_api.oauth.name}' };
    const { apis } = readService(
      stack({
        azurerm_api_management_api: {
          oauth: {
            api_management_name: NAME,
            name: 'oauth',
            path: '',
            protocols: ['https'],
            revision: '1',
            subscription_required: false,
            service_url: 'https://example.com',
          },
        },
        azurerm_api_management_api_operation: {
          token: {
            ...api,
            operation_id: 'token',
            method: 'POST',
            url_template: '/token/{id}',
            template_parameter: [{ name: 'id', type: 'string', required: true }],
          },
        },
        azurerm_api_management_api_policy: { oauth: { ...api, xml_content: '<policies />' } },
        azurerm_api_management_api_operation_policy: {
          token: {
            ...api,
            operation_id: '${azurerm_api_management_api_operation.token.operation_id}',
            xml_content: '<policies a="$${x} %%{y}" />',
          },
        },
      }),
    );
    expect(apis).toEqual([
      {
        address: 'azurerm_api_management_api.oauth',
        name: 'oauth',
        path: '',
        protocols: ['https'],
        subscriptionRequired: false,
        serviceUrl: 'https://example.com',
        revision: '1',
        version: undefined,
        imported: false,
        document: { address: 'azurerm_api_management_api_policy.oauth', scope: 'api', text: '<policies />' },
        operations: [
          {
            address: 'azurerm_api_management_api_operation.token',
            operationId: 'token',
            method: 'POST',
            urlTemplate: '/token/{id}',
            templateParameters: ['id'],
            document: {
              address: 'azurerm_api_management_api_operation_policy.token',
              scope: 'operation',
              text: '<policies a="${x} %{y}" />',
            },
          },
        ],
      },
    ]);
  });

  it('links by literal names, through locals and through other blocks too', () => {
    const { apis } = readService({
      locals: { service: 'apim-1' },
      resource: [
        { azurerm_api_management: [{ gateway: [{ name: 'apim-1', sku_name: 'Developer_1' }] }] },
        { azurerm_api_management_api: { a: { api_management_name: '${local.service}', name: 'a', path: '/a/' } } },
        {
          azurerm_api_management_api_policy: {
            a: {
              api_management_name: '${azurerm_api_management_api.a.api_management_name}',
              api_name: 'a;rev=1',
              xml_content: '<policies/>',
            },
          },
        },
        { azurerm_api_management_api_operation: { get: { api_name: 'a', operation_id: 'get' } } },
        {
          azurerm_api_management_api_operation_policy: {
            get: { api_name: 'a', operation_id: 'get', xml_content: '<policies/>' },
          },
        },
      ],
    });
    expect(apis).toHaveLength(1);
    expect(apis[0]).toMatchObject({
      path: 'a',
      document: { address: 'azurerm_api_management_api_policy.a' },
      operations: [{ document: { address: 'azurerm_api_management_api_operation_policy.get' } }],
    });
  });

  it('keeps the policies of APIs with the same name in different services apart', () => {
    const services = readServices({
      resource: {
        azurerm_api_management: { one: { name: 'one' }, two: { name: 'two' } },
        azurerm_api_management_api: {
          one: { api_management_name: '${azurerm_api_management.one.name}', name: 'a' },
          two: { api_management_name: '${azurerm_api_management.two.name}', name: 'a' },
        },
        azurerm_api_management_api_policy: {
          one: { api_management_name: 'one', api_name: 'a', xml_content: '<one/>' },
          two: { api_management_name: 'two', api_name: 'a', xml_content: '<two/>' },
        },
      },
    });
    expect(services.map(({ apis }) => apis[0]?.document?.text)).toEqual(['<one/>', '<two/>']);
  });

  it('reads products, workspaces, the global document, fragments, named values, backends and loggers', () => {
    const id = { api_management_id: '${azurerm_api_management.gateway.id}' };
    const named = { api_management_name: NAME };
    const model = readService(
      stack({
        azurerm_api_management_policy: { all: { ...id, xml_content: '<policies/>' } },
        azurerm_api_management_workspace: { team: { ...id, name: 'team' } },
        azurerm_api_management_workspace_policy: {
          team: { api_management_workspace_id: '${azurerm_api_management_workspace.team.id}', xml_content: '<w/>' },
        },
        azurerm_api_management_product: { gold: { ...named, product_id: 'gold' } },
        azurerm_api_management_product_policy: { gold: { ...named, product_id: 'gold', xml_content: '<p/>' } },
        azurerm_api_management_policy_fragment: {
          raw: { ...id, name: 'raw', format: 'rawxml', value: '<fragment/>' },
          plain: { ...id, name: 'plain', value: '<fragment/>' },
        },
        azurerm_api_management_named_value: {
          url: { ...named, name: 'id-1', display_name: 'gateway-url', value: 'https://example.com' },
          key: { ...named, name: 'key', display_name: 'key', secret: true, value: '${random_bytes.key.base64}' },
        },
        azurerm_api_management_backend: { b: { ...named, name: 'b' } },
        azurerm_api_management_logger: { l: { ...named, name: 'l' } },
      }),
    );
    expect(model).toMatchObject({
      policies: [
        { scope: 'global', text: '<policies/>' },
        { scope: 'workspace', text: '<w/>' },
      ],
      products: [{ productId: 'gold', document: { scope: 'product', text: '<p/>' } }],
      fragments: [
        { name: 'raw', format: 'rawxml', text: '<fragment/>' },
        { name: 'plain', format: 'xml' },
      ],
      namedValues: [
        { displayName: 'gateway-url', secret: false, value: 'https://example.com' },
        { displayName: 'key', secret: true, value: undefined },
      ],
      backends: [{ name: 'b' }],
      loggers: [{ name: 'l' }],
      unreadable: [],
    });
  });

  it.each([
    ['Consumption_0', 'consumption'],
    ['Developer_1', 'classic'],
    ['PremiumV2_2', 'v2'],
    ['${var.sku}', undefined],
  ])('reads the kind of gateway of SKU %s', (sku, gateway) => {
    expect(readService(stack({}, { sku_name: sku })).gateway).toBe(gateway);
  });

  it('reads a service the stack only looks up or names', () => {
    const policy = (owner: Record<string, string>) => ({
      resource: { azurerm_api_management_policy: { all: { ...owner, xml_content: '<policies/>' } } },
    });
    const looked = {
      ...policy({ api_management_id: '${data.azurerm_api_management.existing.id}' }),
      data: { azurerm_api_management: { existing: { name: 'apim-2' } } },
    };
    expect(readService(looked)).toMatchObject({ address: 'data.azurerm_api_management.existing', name: 'apim-2' });
    const named = policy({ api_management_id: '/subscriptions/1/providers/Microsoft.ApiManagement/service/apim-3' });
    expect(readService(named)).toMatchObject({ address: undefined, name: 'apim-3', policies: [{ scope: 'global' }] });
  });

  it.each([
    ['count', { count: 2, xml_content: '<policies/>' }, 'count is not supported'],
    ['for_each', { for_each: '${var.apis}', xml_content: '<policies/>' }, 'for_each is not supported'],
    ['a template in the text', { xml_content: '<policies a="${var.x}"/>' }, 'holds a Terraform expression'],
    ['a file', { xml_content: '${file("a.xml")}' }, 'holds a Terraform expression'],
    ['a link', { xml_link: 'https://example.com/a.xml' }, 'xml_link is not supported'],
  ])('says that it cannot read %s', (_, body, reason) => {
    const api = { api_management_name: NAME, name: 'a' };
    const policy = { api_management_name: NAME, api_name: 'a', ...body };
    const { unreadable } = readService(
      stack({ azurerm_api_management_api: { a: api }, azurerm_api_management_api_policy: { a: policy } }),
    );
    expect(unreadable).toEqual([
      {
        address: 'azurerm_api_management_api_policy.a',
        reason: expect.stringContaining(reason),
        fix: expect.any(String),
      },
    ]);
  });

  it('lists what each block refers to', () => {
    const { dependencies } = readService(
      stack({
        azurerm_api_management_policy: {
          all: {
            api_management_id: '${azurerm_api_management.gateway.id}',
            depends_on: ['azurerm_api_management_logger.l'],
            xml_content: 'azurerm_api_management_logger.m',
          },
        },
        azurerm_api_management_logger: { l: { api_management_name: NAME }, m: { api_management_name: NAME } },
      }),
    );
    expect(dependencies.get('azurerm_api_management_policy.all')).toEqual(
      new Set(['azurerm_api_management.gateway', 'azurerm_api_management_logger.l']),
    );
  });

  it('refuses a stack with no service or with several', () => {
    expect(() => readService({})).toThrow('The stack has no API Management service.');
    const two = { resource: { azurerm_api_management: { a: { name: 'a' }, b: { name: 'b' } } } };
    expect(() => readService(two)).toThrow(
      'The stack has 2 API Management services: azurerm_api_management.a, azurerm_api_management.b.',
    );
  });
});
