import { ApiManagementApiDiagnostic } from '@cdktf/provider-azurerm/lib/api-management-api-diagnostic';
import { ApiManagementDiagnostic } from '@cdktf/provider-azurerm/lib/api-management-diagnostic';
import { ApiManagementLogger } from '@cdktf/provider-azurerm/lib/api-management-logger';
import { ApplicationInsights } from '@cdktf/provider-azurerm/lib/application-insights';
import { Construct } from 'constructs';
import type { IApiManagement } from './api-management-interface';
import type { ILogAnalytics } from './log-analytics';
import { creating, type OverrideProps } from './override';
import type { IResourceGroup, Tags } from './resource-group';

/** Name of the API Management logger; policies refer to it by `logger-id`. */
export const LOGGER_NAME = 'application-insights';

/** Query parameters that carry credentials or sessions. URLs are logged without their values. */
export const MASKED_QUERY_PARAMETERS = [
  'code',
  'state',
  't',
  'access_token',
  'subscription-key',
  'sessionId',
  'session_id',
  'azmcpcs',
] as const;

/** Props of {@link Telemetry}. */
export interface TelemetryProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  readonly apiManagement: IApiManagement;
  /** Where the logs are kept. */
  readonly workspace: ILogAnalytics;
  /** Changing it re-creates the resource. */
  readonly applicationInsightsName: string;
  /** @default no tags */
  readonly tags?: Tags;
}

/** Where requests are logged: never a body, never a header, never the value of a query parameter that is a secret. */
export class Telemetry extends Construct {
  readonly workspace: ILogAnalytics;
  readonly applicationInsights: ApplicationInsights;
  readonly logger: ApiManagementLogger;
  /** What is logged of every API; undefined where the service is shared, and each API of this gateway has its own. */
  readonly diagnostic: ApiManagementDiagnostic | undefined;
  /** By the name of the API; empty unless the service is shared. */
  readonly apiDiagnostics = new Map<string, ApiManagementApiDiagnostic>();

  constructor(scope: Construct, id: string, props: TelemetryProps) {
    super(scope, id);
    const { resourceGroup, apiManagement, workspace, applicationInsightsName, tags } = props;
    const created = creating(props.override);
    this.workspace = workspace;
    this.applicationInsights = created(
      new ApplicationInsights(this, 'Resource', {
        name: applicationInsightsName,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        applicationType: 'web',
        workspaceId: workspace.id,
        tags,
      }),
    );
    const service = { apiManagementName: apiManagement.name, resourceGroupName: apiManagement.resourceGroupName };
    this.logger = created(
      new ApiManagementLogger(this, 'logger', {
        ...service,
        name: LOGGER_NAME,
        resourceId: this.applicationInsights.id,
        // azurerm has no argument for a managed identity here, so the connection string goes from resource to resource.
        applicationInsights: { connectionString: this.applicationInsights.connectionString },
      }),
    );
    apiManagement.policyDependencies.register('logger', LOGGER_NAME, this.logger);
    const settings = { ...service, ...LOGGED, apiManagementLoggerId: this.logger.id };
    if (apiManagement.isShared) {
      apiManagement.onApi((name, api) => {
        const apiSettings = { ...settings, apiName: api.name };
        const diagnostic = new ApiManagementApiDiagnostic(this, `diagnostic-${name}`, apiSettings);
        this.apiDiagnostics.set(name, created(diagnostic));
      });
    } else {
      this.diagnostic = created(new ApiManagementDiagnostic(this, 'diagnostic', settings));
    }
  }

  /** Where programs send their telemetry. Terraform treats it as a secret. */
  get connectionString(): string {
    return this.applicationInsights.connectionString;
  }
}

const NOTHING = { bodyBytes: 0, headersToLog: [] };
const MASKING = { queryParams: MASKED_QUERY_PARAMETERS.map((value) => ({ mode: 'Hide', value })) };
const LOGGED = {
  identifier: 'applicationinsights',
  samplingPercentage: 100,
  alwaysLogErrors: true,
  logClientIp: false,
  verbosity: 'information',
  httpCorrelationProtocol: 'W3C',
  frontendRequest: { ...NOTHING, dataMasking: MASKING },
  frontendResponse: NOTHING,
  backendRequest: { ...NOTHING, dataMasking: MASKING },
  backendResponse: NOTHING,
} as const;
