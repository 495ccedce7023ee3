import { Application } from '@cdktf/provider-azuread/lib/application';
import { ApplicationFederatedIdentityCredential } from '@cdktf/provider-azuread/lib/application-federated-identity-credential';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { Construct } from 'constructs';
import { ENDPOINTS } from '../policies/contract/endpoints';
import { creating, type OverrideProps } from './override';
import type { UserAssignedIdentity } from './user-assigned-identity';

/** Origin of the Entra public cloud, without trailing slash. */
export const ENTRA_AUTHORITY_HOST = 'https://login.microsoftonline.com';

/** The audience Entra wants in a token that stands for a client secret. */
const TOKEN_EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';

/** Props of {@link EntraApplication}. */
export interface EntraApplicationProps extends OverrideProps {
  /** Name that people see when they sign in. */
  readonly displayName: string;
  /** Public origin of the gateway without trailing slash. */
  readonly gatewayUrl: string;
  /** Directory (tenant) id whose people may sign in. */
  readonly tenantId: string;
  /** The identity that signs in as the application; no secret exists. */
  readonly identity: UserAssignedIdentity;
}

/** The gateway as a client of Entra ID: people of one tenant sign in, and a managed identity proves the gateway. */
export class EntraApplication extends Construct {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
  readonly federatedCredential: ApplicationFederatedIdentityCredential;

  constructor(scope: Construct, id: string, props: EntraApplicationProps) {
    super(scope, id);
    const { displayName, gatewayUrl, tenantId, identity } = props;
    const created = creating(props.override);
    this.application = created(
      new Application(this, 'Resource', {
        displayName,
        signInAudience: 'AzureADMyOrg',
        web: { redirectUris: [`${gatewayUrl}${ENDPOINTS.entraCallback}`] },
      }),
    );
    this.servicePrincipal = created(
      new ServicePrincipal(this, 'service-principal', { clientId: this.application.clientId }),
    );
    this.federatedCredential = created(
      new ApplicationFederatedIdentityCredential(this, 'federated-credential', {
        applicationId: this.application.id,
        displayName: 'gateway-identity',
        description: 'The managed identity of the gateway signs in as this application.',
        issuer: `${ENTRA_AUTHORITY_HOST}/${tenantId}/v2.0`,
        subject: identity.principalId,
        audiences: [TOKEN_EXCHANGE_AUDIENCE],
      }),
    );
  }

  /** Application (client) id. */
  get clientId(): string {
    return this.application.clientId;
  }
}
