import { mcpOperations } from '../../../policies/contract/mcp-operations';
import { OAUTH_OPERATIONS } from '../../../policies/contract/oauth-operations';
import { NAMED_VALUES } from '../../../policies/contract/named-values';
import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { lintService } from '../../../policies/language/lint/lint-service';
import type { ServiceModel } from '../../../policies/language/service/model';
import { serialise } from '../../../policies/language/xml/serialise';
import { allDocuments, FUNCTIONS, policyFragments } from './example-gateway';

/** All documents and fragments as one service, as far as lint looks at it. */
function service(): ServiceModel {
  const api = (name: string, path: string, operations: ServiceModel['apis'][number]['operations']) => ({
    address: name,
    name,
    path,
    protocols: ['https'],
    subscriptionRequired: false,
    serviceUrl: 'https://backend.example',
    revision: '1',
    version: undefined,
    imported: false,
    document: undefined,
    operations,
  });
  const documents = allDocuments().map(({ scope, document }) => ({
    address: document.name,
    scope,
    text: serialise(document.root),
  }));
  const operations = OAUTH_OPERATIONS.map(({ name, method, urlTemplate }) => ({
    address: name,
    operationId: name,
    method,
    urlTemplate,
    templateParameters: [],
    document: undefined,
  }));
  const fragments = policyFragments().map(({ name, root }) => ({
    address: `fragment ${name}`,
    name,
    format: 'rawxml' as const,
    text: serialise(root),
  }));
  const namedValues = [...Object.values(NAMED_VALUES), 'functions-credential', 'client-copilot-studio-secret-hash'].map(
    (displayName) => ({
      address: `named value ${displayName}`,
      displayName,
      secret: false,
      value: 'value',
    }),
  );
  const everything = new Set([...fragments, ...namedValues].map(({ address }) => address));
  return {
    address: 'gateway',
    name: 'gateway',
    sku: 'BasicV2_1',
    gateway: 'v2',
    apis: [
      api('oauth', '', operations),
      api(
        'functions',
        FUNCTIONS.path,
        mcpOperations(FUNCTIONS.path, FUNCTIONS.transport).map(({ name, method, urlTemplate }) => ({
          address: name,
          operationId: name,
          method,
          urlTemplate,
          templateParameters: [],
          document: undefined,
        })),
      ),
    ],
    products: [],
    policies: documents,
    fragments,
    namedValues,
    backends: [],
    loggers: [],
    unreadable: [],
    dependencies: new Map([...documents, ...fragments].map(({ address }) => [address, everything])),
  };
}

describe('lint', () => {
  beforeAll(loadCSharp);

  it('finds nothing in any document or fragment', () => {
    const findings = lintService(service());
    expect(findings).toEqual([]);
  });
});
