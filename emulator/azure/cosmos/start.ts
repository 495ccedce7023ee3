import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResolvedStack } from '../../stack/resolved-stack';
import { BodyTooLargeError, listenOnLoopback, readBody, sendJson } from '../loopback-server';
import { azureResourceId, guidFor } from '../managed-identity/principals';
import { Outage, type OutageFailure } from '../outage';
import { argumentText } from '../stack-values';
import type { ArgumentReader, ComputedAttributes, StandIn, StandInEnvironment } from '../stand-in';
import { cosmosHost, readCosmosAccounts, type CosmosAccount } from './accounts';
import { authenticate, authorize } from './authorize';
import { CosmosError, forbidden, notFound } from './cosmos-error';
import { checkVersion, readDocumentRequest, type DocumentRequest } from './document-request';
import { DocumentStore, type StoreAnswer } from './document-store';

/** The Cosmos stand-in, with the switch that makes it fail. */
export interface CosmosStandIn extends StandIn {
  readonly outage: Outage;
}

const LONGEST_DOCUMENT_BYTES = 2 * 1024 * 1024;

/**
 * Stands in for the Cosmos accounts of a stack: the REST interface of the SQL API for single documents, with Entra
 * authorization, etags and time to live. Documents live in memory and are gone when it closes.
 */
export async function startCosmos(environment: StandInEnvironment): Promise<CosmosStandIn> {
  const outage = new Outage();
  const served = new Map<string, ServedAccount>();

  const server = await listenOnLoopback(
    async (request, response) => {
      const failure = outage.take();
      if (failure?.kind === 'dropped') {
        request.socket.destroy();
        return;
      }
      try {
        const body = await readBody(request, LONGEST_DOCUMENT_BYTES);
        if (failure !== undefined) {
          throw outageError(failure);
        }
        const account = served.get((request.headers.host ?? '').replace(/:443$/, '').toLowerCase());
        if (account === undefined) {
          throw forbidden(
            `No Cosmos account of the stack is reached under this host. Served: ${[...served.keys()].join(', ')}.`,
          );
        }
        await account.answer(request, response, body.toString('utf8'));
      } catch (error) {
        sendError(response, error);
      }
    },
    () => environment.log('Cosmos: a request failed inside the local gateway.'),
  );

  return {
    outage,
    computes: COMPUTES,
    configure: async (stack: ResolvedStack) => {
      for (const account of readCosmosAccounts(stack)) {
        served.set(account.host, new ServedAccount(account, environment));
        environment.hosts.map(account.host, `http://127.0.0.1:${server.port}`);
      }
    },
    close: async () => {
      served.clear();
      await server.close();
    },
  };
}

class ServedAccount {
  readonly #stores: ReadonlyMap<string, DocumentStore>;

  constructor(
    private readonly account: CosmosAccount,
    private readonly environment: StandInEnvironment,
  ) {
    this.#stores = new Map(
      account.containers.map((container) => [
        storeKey(container.database, container.name),
        new DocumentStore(container, environment),
      ]),
    );
  }

  async answer(request: IncomingMessage, response: ServerResponse, body: string): Promise<void> {
    checkVersion(request);
    const principalId = await authenticate(request, this.account, this.environment.clock);
    const documentRequest = readDocumentRequest(request, this.account.consistencyLevel);
    authorize(principalId, this.account, documentRequest);
    send(response, this.#store(documentRequest).handle(documentRequest, body));
  }

  #store(request: DocumentRequest): DocumentStore {
    const store = this.#stores.get(storeKey(request.database, request.container));
    if (store === undefined) {
      throw notFound(`database "${request.database}", container "${request.container}"`);
    }
    return store;
  }
}

function storeKey(database: string, container: string): string {
  return JSON.stringify([database, container]);
}

function send(response: ServerResponse, { status, document }: StoreAnswer): void {
  const headers = { 'x-ms-request-charge': '1', ...(document === undefined ? {} : { etag: document.etag }) };
  if (document === undefined) {
    response.writeHead(status, headers);
    response.end();
    return;
  }
  sendJson(response, status, document.body, headers);
}

function sendError(response: ServerResponse, error: unknown): void {
  if (error instanceof BodyTooLargeError) {
    sendJson(response, 413, {
      code: 'RequestEntityTooLarge',
      message: `The request size exceeded the maximum allowed size of ${LONGEST_DOCUMENT_BYTES} bytes.`,
    });
    return;
  }
  if (!(error instanceof CosmosError)) {
    throw error;
  }
  sendJson(response, error.status, { code: error.code, message: error.message }, error.headers);
}

function outageError({ kind, retryAfterMilliseconds }: OutageFailure): CosmosError {
  return kind === 'throttled'
    ? new CosmosError(429, 'TooManyRequests', 'The request rate is too large. Please retry after sometime.', {
        'x-ms-retry-after-ms': String(retryAfterMilliseconds),
      })
    : new CosmosError(503, 'ServiceUnavailable', 'Service is currently unavailable.');
}

const accountId = (resource: ArgumentReader, nameArgument: string): string =>
  azureResourceId(
    argumentText(resource, 'resource_group_name'),
    `Microsoft.DocumentDB/databaseAccounts/${argumentText(resource, nameArgument)}`,
  );

const endpoint = (resource: ArgumentReader): string => `https://${cosmosHost(argumentText(resource, 'name'))}:443/`;

const COMPUTES: Readonly<Record<string, ComputedAttributes>> = {
  azurerm_cosmosdb_account: {
    id: (account) => accountId(account, 'name'),
    endpoint,
    read_endpoints: (account) => [endpoint(account)],
    write_endpoints: (account) => [endpoint(account)],
  },
  azurerm_cosmosdb_sql_database: {
    id: (database) => `${accountId(database, 'account_name')}/sqlDatabases/${argumentText(database, 'name')}`,
  },
  azurerm_cosmosdb_sql_container: {
    id: (container) =>
      `${accountId(container, 'account_name')}/sqlDatabases/${argumentText(container, 'database_name')}/containers/${argumentText(container, 'name')}`,
  },
  azurerm_cosmosdb_sql_role_assignment: {
    id: (assignment) => `${accountId(assignment, 'account_name')}/sqlRoleAssignments/${guidFor(assignment.address)}`,
  },
  azurerm_cosmosdb_sql_role_definition: {
    // Also the data source's: the built-in roles are found by their well-known GUID.
    id: (definition) =>
      `${accountId(definition, 'account_name')}/sqlRoleDefinitions/${argumentText(definition, 'role_definition_id')}`,
  },
};
