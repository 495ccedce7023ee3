import { ApiManagementLogger } from '@cdktf/provider-azurerm/lib/api-management-logger';
import { ApplicationInsights } from '@cdktf/provider-azurerm/lib/application-insights';
import { Construct } from 'constructs';
import type { IApiManagement } from '../api-management/api-management-interface';
import { ARM_TYPES } from '../azapi/arm-types';
import { AzapiResource } from '../azapi/resource';
import type { ILogAnalytics } from './log-analytics';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';

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
  'sessionid',
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
  readonly diagnostic: AzapiResource | undefined;
  /** By the name of the API; empty unless the service is shared. */
  readonly apiDiagnostics = new Map<string, AzapiResource>();

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
    const body = { properties: { ...LOGGED, loggerId: this.logger.id } };
    if (apiManagement.isShared) {
      apiManagement.onApi((name, api) => {
        // The id of the API resource ends in its revision, which a diagnostic does not have.
        const parentId = `${apiManagement.id}/apis/${api.name}`;
        const diagnostic = { type: ARM_TYPES.apiDiagnostic, name: DIAGNOSTIC_NAME, parentId, body, dependsOn: [api] };
        this.apiDiagnostics.set(name, created(new AzapiResource(this, `diagnostic-${name}`, diagnostic)));
      });
    } else {
      const diagnostic = { type: ARM_TYPES.serviceDiagnostic, name: DIAGNOSTIC_NAME, parentId: apiManagement.id, body };
      this.diagnostic = created(new AzapiResource(this, 'diagnostic', diagnostic));
    }
  }

  /** Where programs send their telemetry. Terraform treats it as a secret. */
  get connectionString(): string {
    return this.applicationInsights.connectionString;
  }
}

/** The only name under which API Management sends to Application Insights. */
const DIAGNOSTIC_NAME = 'applicationinsights';

const NOTHING = { headers: [], body: { bytes: 0 } };
const MASKED = {
  ...NOTHING,
  dataMasking: { queryParams: MASKED_QUERY_PARAMETERS.map((value) => ({ mode: 'Hide', value })) },
};

/** What Azure Resource Manager is told to log. azurerm's resource has no argument for `metrics`. */
const LOGGED = {
  // Without it `emit-metric` and `llm-emit-token-metric` send nothing.
  metrics: true,
  alwaysLog: 'allErrors',
  sampling: { samplingType: 'fixed', percentage: 100 },
  verbosity: 'information',
  logClientIp: false,
  httpCorrelationProtocol: 'W3C',
  frontend: { request: MASKED, response: NOTHING },
  backend: { request: MASKED, response: NOTHING },
} as const;
