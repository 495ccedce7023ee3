import type { ApiModel, OperationModel, ServiceModel } from '../../../../policies/language/service/model';

/** A service that owns what documents refer to in these tests; `parts` replaces any of it. */
export function service(parts: Partial<ServiceModel> = {}): ServiceModel {
  const addresses = ['named', 'other', 'fragment', 'backend', 'logger'];
  return {
    address: 'azurerm_api_management.gateway',
    name: 'apim',
    sku: 'BasicV2_1',
    gateway: 'v2',
    apis: [],
    products: [],
    policies: [],
    fragments: [{ address: 'fragment', name: 'shared', format: 'rawxml', text: '<fragment><base-less /></fragment>' }],
    namedValues: [
      { address: 'named', displayName: 'gateway-url', secret: false, value: 'https://example.com' },
      { address: 'other', displayName: 'Tenant', secret: true, value: undefined },
    ],
    backends: [{ address: 'backend', name: 'functions' }],
    loggers: [{ address: 'logger', name: 'hub' }],
    unreadable: [],
    dependencies: new Map([['document', new Set(addresses)]]),
    ...parts,
  };
}

/** An API with the given parts. */
export function api(parts: Partial<ApiModel> = {}): ApiModel {
  return {
    address: 'api',
    name: 'api',
    path: 'api',
    protocols: ['https'],
    subscriptionRequired: false,
    serviceUrl: undefined,
    revision: '1',
    version: undefined,
    imported: false,
    document: undefined,
    operations: [],
    ...parts,
  };
}

/** An operation with the given parts. */
export function operation(parts: Partial<OperationModel> = {}): OperationModel {
  return {
    address: 'operation',
    operationId: 'get',
    method: 'GET',
    urlTemplate: '/',
    templateParameters: [],
    document: undefined,
    ...parts,
  };
}
