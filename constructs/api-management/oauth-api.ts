import { Construct } from 'constructs';
import type { ProtectedEndpoint } from '../../policies/contract/protected-endpoint';
import { WELL_KNOWN } from '../../policies/contract/endpoints';
import {
  OAUTH_API_NAME,
  OAUTH_OPERATIONS,
  protectedResourceOperation,
  WELL_KNOWN_API_NAME,
  wellKnownOperation,
} from '../../policies/contract/oauth-operations';
import type { GatewayOperation, OAuthOperationName } from '../../policies/contract/oauth-operations';
import type { OAuthOptions } from '../../policies/contract/oauth-options';
import type { PolicyDocument } from '../../policies/documents/document';
import { oauthDocuments, type OAuthDocuments } from '../../policies/documents/oauth-documents';
import { protectedResourceDocument } from '../../policies/documents/protected-resource';
import type { IApiManagement } from './api-management-interface';
import { GatewayApi } from './gateway-api';
import type { OverrideProps } from '../override';

/** Props of {@link OAuthApi}. */
export interface OAuthApiProps extends OverrideProps {
  readonly apiManagement: IApiManagement;
  /**
   * Path of the OAuth endpoints below the gateway, without slashes. The well-known documents then have an API of their own.
   * @default '': the root
   */
  readonly path?: string;
  /** How logins and clients are handled. @default every option's own */
  readonly options?: Omit<OAuthOptions, 'backends'>;
}

/** The API that answers the OAuth endpoints and, unless it has a path of its own, the well-known documents. */
export class OAuthApi extends Construct {
  readonly api: GatewayApi;
  /** The API of the well-known documents, where the OAuth endpoints are not at the root. */
  readonly wellKnownApi: GatewayApi | undefined;
  /** Its path below the gateway; empty is the root. */
  readonly path: string;
  private readonly options: Omit<OAuthOptions, 'backends'>;
  private readonly backends: ProtectedEndpoint[] = [];
  private documents: OAuthDocuments | undefined;

  constructor(scope: Construct, id: string, props: OAuthApiProps) {
    super(scope, id);
    const { apiManagement, path = '', options = {}, override } = props;
    this.options = options;
    this.path = path;
    const newApi = (apiId: string, name: string, displayName: string, apiPath: string): GatewayApi => {
      const api = new GatewayApi(this, apiId, { apiManagement, name, displayName, path: apiPath, override });
      api.addPolicy(() => this.allDocuments().api);
      return api;
    };
    this.api = newApi('Resource', OAUTH_API_NAME, 'OAuth authorization server', path);
    this.wellKnownApi =
      path === '' ? undefined : newApi('well-known', WELL_KNOWN_API_NAME, 'OAuth well-known documents', WELL_KNOWN);
    for (const operation of OAUTH_OPERATIONS) this.add(operation, () => this.operationDocument(operation.name));
  }

  /** Adds the protected-resource document of a backend, and the backend to the documents that list all of them. */
  addBackend(backend: ProtectedEndpoint): void {
    this.backends.push(backend);
    this.documents = undefined;
    const document = protectedResourceDocument(backend);
    this.add(protectedResourceOperation(backend), () => document);
  }

  private add(operation: GatewayOperation, document: () => PolicyDocument): void {
    const wellKnown = this.wellKnownApi && wellKnownOperation(operation, this.path);
    const api = (wellKnown && this.wellKnownApi) ?? this.api;
    api.addOperationPolicy(api.addOperation(wellKnown ?? operation), document);
  }

  private allDocuments(): OAuthDocuments {
    this.documents ??= oauthDocuments({ ...this.options, backends: this.backends });
    return this.documents;
  }

  private operationDocument(name: OAuthOperationName): PolicyDocument {
    const document = this.allDocuments().operations.get(name);
    if (document === undefined) throw new TypeError(`There is no policy document for the OAuth operation "${name}".`);
    return document;
  }
}
