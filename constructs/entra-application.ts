import { Application, type ApplicationAppRole } from '@cdktf/provider-azuread/lib/application';
import { ApplicationFederatedIdentityCredential } from '@cdktf/provider-azuread/lib/application-federated-identity-credential';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { Construct } from 'constructs';
import { ENDPOINTS } from '../policies/contract/endpoints';
import { agentRole } from '../policies/contract/inbound-authentication';
import { nameUuid } from './name-uuid';
import { creating, type OverrideProps } from './override';
import type { IUserAssignedIdentity } from './user-assigned-identity';

/** Origin of the Entra public cloud, without trailing slash. */
export const ENTRA_AUTHORITY_HOST = 'https://login.microsoftonline.com';

/** The audience Entra wants in a token that stands for a client secret. */
const TOKEN_EXCHANGE_AUDIENCE = 'api://AzureADTokenExchange';

/** Props of {@link EntraApplication}. */
export interface EntraApplicationProps extends OverrideProps {
  /** Name that people see when they sign in. */
  readonly displayName: string;
  /** The OAuth issuer, below which the endpoint is that Entra answers to. No trailing slash. */
  readonly issuerUrl: string;
  /** Directory (tenant) id whose people may sign in. */
  readonly tenantId: string;
  /** The identity that signs in as the application; no secret exists. */
  readonly identity: IUserAssignedIdentity;
}

/**
 * The gateway at Entra ID. As a client: people of one tenant sign in, and a managed identity proves the gateway. As a
 * resource: agents and the gateway itself get tokens for it, of the v2.0 format, whose audience is the client id.
 */
export class EntraApplication extends Construct {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;
  readonly federatedCredential: ApplicationFederatedIdentityCredential;
  /** The identity that signs in as the application. */
  readonly identity: IUserAssignedIdentity;
  /** Issuer of the tenant's tokens of the v2.0 format. */
  readonly issuer: string;
  private readonly agentRoles: ApplicationAppRole[] = [];

  constructor(scope: Construct, id: string, props: EntraApplicationProps) {
    super(scope, id);
    const { displayName, issuerUrl, tenantId, identity } = props;
    const created = creating(props.override);
    this.identity = identity;
    this.issuer = `${ENTRA_AUTHORITY_HOST}/${tenantId}/v2.0`;
    this.application = created(
      new Application(this, 'Resource', {
        displayName,
        signInAudience: 'AzureADMyOrg',
        api: { requestedAccessTokenVersion: 2 },
        web: { redirectUris: [`${issuerUrl}${ENDPOINTS.entraCallback}`] },
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
        issuer: this.issuer,
        subject: identity.principalId,
        audiences: [TOKEN_EXCHANGE_AUDIENCE],
      }),
    );
  }

  /**
   * Adds the app role that lets an application call a backend. Only applications can have it, not people. Access tokens
   * then tell by `idtyp` that no person is behind them.
   * @param backendName name of the backend, for instance `slack`
   */
  addAgentRole(backendName: string, displayName: string): void {
    this.agentRoles.push({
      id: agentRoleId(backendName),
      value: agentRole(backendName),
      displayName: `Call ${displayName}`,
      description: `The application may call ${displayName} as itself.`,
      allowedMemberTypes: ['Application'],
    });
    this.application.putAppRole(this.agentRoles);
    this.application.putOptionalClaims({ accessToken: [{ name: 'idtyp' }] });
  }

  /** Application (client) id. */
  get clientId(): string {
    return this.application.clientId;
  }
}

/** Id of the app role of a backend: that of its name, so that an assignment survives whatever else changes. */
export function agentRoleId(backendName: string): string {
  return nameUuid(agentRole(backendName));
}
