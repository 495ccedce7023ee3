import { Application } from '@cdktf/provider-azuread/lib/application';
import { ServicePrincipal } from '@cdktf/provider-azuread/lib/service-principal';
import { Construct } from 'constructs';
import type { IMcpGateway } from '../mcp-gateway-interface';
import { creating, type OverrideProps } from '../override';

/** Props of {@link BackendApplication}. */
export interface BackendApplicationProps extends OverrideProps {
  readonly gateway: Pick<IMcpGateway, 'entra'>;
  /** Name of the backend. */
  readonly name: string;
}

/**
 * A backend as somebody the gateway's identity gets tokens for. Each backend has an application of its own, because the server
 * sees the token: with a shared one, a server that turned hostile could call the others with it, past logins and limits.
 * Nobody signs in to it.
 */
export class BackendApplication extends Construct {
  readonly application: Application;
  readonly servicePrincipal: ServicePrincipal;

  constructor(scope: Construct, id: string, props: BackendApplicationProps) {
    super(scope, id);
    const { gateway, name } = props;
    const created = creating(props.override);
    this.application = created(
      new Application(this, 'Resource', {
        displayName: `${gateway.entra.application.displayName}: ${name}`,
        signInAudience: 'AzureADMyOrg',
        // The audience of v2.0 tokens is the client id, whatever the token was asked for by.
        api: { requestedAccessTokenVersion: 2 },
      }),
    );
    this.servicePrincipal = created(
      new ServicePrincipal(this, 'service-principal', { clientId: this.application.clientId }),
    );
  }

  /** Application (client) id: the audience of the tokens. */
  get clientId(): string {
    return this.application.clientId;
  }
}
