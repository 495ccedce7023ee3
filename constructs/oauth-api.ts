import { Construct } from 'constructs';
import type { ProtectedEndpoint } from '../policies/contract/protected-endpoint';
import { OAUTH_API_NAME, OAUTH_OPERATIONS, protectedResourceOperation } from '../policies/contract/oauth-operations';
import type { OAuthOperationName } from '../policies/contract/oauth-operations';
import type { OAuthOptions } from '../policies/contract/oauth-options';
import type { PolicyDocument } from '../policies/documents/document';
import { oauthDocuments, type OAuthDocuments } from '../policies/documents/oauth-documents';
import { protectedResourceDocument } from '../policies/documents/protected-resource';
import type { IApiManagement } from './api-management-interface';
import { GatewayApi } from './gateway-api';
import type { OverrideProps } from './override';

/** Props of {@link OAuthApi}. */
export interface OAuthApiProps extends OverrideProps {
  readonly apiManagement: IApiManagement;
  /** How logins and clients are handled. @default every option's own */
  readonly options?: Omit<OAuthOptions, 'backends'>;
}

/** The API at the root path that answers the OAuth endpoints and the well-known documents. */
export class OAuthApi extends Construct {
  readonly api: GatewayApi;
  private readonly options: Omit<OAuthOptions, 'backends'>;
  private readonly backends: ProtectedEndpoint[] = [];
  private documents: OAuthDocuments | undefined;

  constructor(scope: Construct, id: string, props: OAuthApiProps) {
    super(scope, id);
    this.options = props.options ?? {};
    this.api = new GatewayApi(this, 'Resource', {
      apiManagement: props.apiManagement,
      name: OAUTH_API_NAME,
      displayName: 'OAuth authorization server',
      path: '',
      override: props.override,
    });
    this.api.addPolicy(() => this.allDocuments().api);
    for (const operation of OAUTH_OPERATIONS) {
      this.api.addOperationPolicy(this.api.addOperation(operation), () => this.operationDocument(operation.name));
    }
  }

  /** Adds the protected-resource document of a backend, and the backend to the documents that list all of them. */
  addBackend(backend: ProtectedEndpoint): void {
    this.backends.push(backend);
    this.documents = undefined;
    const document = protectedResourceDocument(backend);
    this.api.addOperationPolicy(this.api.addOperation(protectedResourceOperation(backend)), () => document);
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
