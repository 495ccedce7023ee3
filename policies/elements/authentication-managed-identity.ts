import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link authenticationManagedIdentity} takes. */
export interface AuthenticationManagedIdentityProps extends PolicyProps {
  /** Application id URI of who the token is for, without `/.default`. */
  readonly resource: string;
  /** Client id of a user-assigned identity. @default the system-assigned identity */
  readonly clientId?: string;
  /** Variable that receives the token. @default the token becomes the request's Authorization header */
  readonly outputTokenVariableName?: string;
}

/** Gets a token of the gateway's managed identity (https://learn.microsoft.com/azure/api-management/authentication-managed-identity-policy). */
export function authenticationManagedIdentity(props: AuthenticationManagedIdentityProps): XmlElement {
  return element('authentication-managed-identity', {
    id: props.id,
    resource: props.resource,
    'client-id': props.clientId,
    'output-token-variable-name': props.outputTokenVariableName,
  });
}
