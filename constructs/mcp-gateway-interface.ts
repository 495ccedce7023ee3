import type { IConstruct } from 'constructs';
import type { ProtectedEndpoint } from '../policies/contract/protected-endpoint';
import type { TokenAudience } from '../policies/contract/oauth-options';
import type { IApiManagement } from './api-management/api-management-interface';
import type { ContainerAppsEnvironment } from './container-app/container-apps-environment';
import type { EntraApplication } from './entra-application';
import type { IKeyVault } from './key-vault';
import type { Naming } from './naming';
import type { GatewayNetwork } from './network/gateway-network';
import type { IResourceGroup, Tags } from './resource-group';
import type { Telemetry } from './monitoring/telemetry';

/** A backend as it registers itself. */
export interface BackendRegistration {
  readonly policy: ProtectedEndpoint;
  /** Public URL of its endpoint. */
  readonly url: string;
  /** Where its construct stands in the tree, for messages. */
  readonly path: string;
  /** Path of a further API of the backend, without slashes around it: its stream announces it for messages. */
  readonly messagePath?: string;
  /** Whether MCP clients connect to it. @default true */
  readonly isMcpServer?: boolean;
}

/** Names the further API of a backend. @param backendName for instance `slack` */
export function messagesApiName(backendName: string): string {
  return `${backendName}-messages`;
}

/** A gateway that MCP backends can be put behind. */
export interface IMcpGateway extends IConstruct {
  readonly resourceGroup: IResourceGroup;
  readonly naming: Naming;
  /** Where its keys and the credentials of its backends are. */
  readonly keyVault: IKeyVault;
  readonly apiManagement: IApiManagement;
  readonly telemetry: Telemetry;
  /** The gateway at Entra ID: whom applications get tokens for. */
  readonly entra: EntraApplication;
  /** The virtual network it stands in, if any. */
  readonly network: GatewayNetwork | undefined;
  /** Where its container apps run; made when the first of them asks for it. */
  readonly containerAppsEnvironment: ContainerAppsEnvironment;
  readonly tags: Tags | undefined;
  /** Web origins that may call MCP endpoints from a browser, unless a backend has its own list. */
  readonly allowedOrigins: readonly string[];
  /** What its tokens are for. */
  readonly tokenAudience: TokenAudience;
  /**
   * Adds a backend to the OAuth documents and the outputs. Backends call it themselves.
   * @throws UserError when another backend has the same name or path
   */
  addBackend(backend: BackendRegistration): void;
}
