import { ApiManagementDiagnostic } from '@cdktf/provider-azurerm/lib/api-management-diagnostic';
import { ApiManagementLogger } from '@cdktf/provider-azurerm/lib/api-management-logger';
import { ApplicationInsights } from '@cdktf/provider-azurerm/lib/application-insights';
import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { Construct } from 'constructs';
import type { ApiManagement } from './api-management';
import { creating, type OverrideProps } from './override';
import type { ResourceGroup, Tags } from './resource-group';
import { checkRules, type Rule } from './rules';

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
  readonly resourceGroup: ResourceGroup;
  readonly apiManagement: ApiManagement;
  /** Names of the two resources. Changing one re-creates it and loses its logs. */
  readonly workspaceName: string;
  readonly applicationInsightsName: string;
  /** How long logs are kept; Azure takes 30 to 730. @default 30, which costs nothing extra */
  readonly retentionDays?: number;
  /** @default no tags */
  readonly tags?: Tags;
}

const RULES: readonly Rule<TelemetryProps>[] = [
  {
    id: 'log-retention',
    prop: 'retentionDays',
    when: ({ retentionDays }) =>
      retentionDays !== undefined && (!Number.isInteger(retentionDays) || retentionDays < 30 || retentionDays > 730),
    message: 'Log Analytics keeps logs for 30 to 730 whole days.',
    fix: 'Use 30 unless a policy of yours asks for more.',
  },
];

/** Where requests are logged: never a body, never a header, never the value of a query parameter that is a secret. */
export class Telemetry extends Construct {
  readonly workspace: LogAnalyticsWorkspace;
  readonly applicationInsights: ApplicationInsights;
  readonly logger: ApiManagementLogger;
  readonly diagnostic: ApiManagementDiagnostic;

  constructor(scope: Construct, id: string, props: TelemetryProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { resourceGroup, apiManagement, workspaceName, applicationInsightsName, retentionDays = 30, tags } = props;
    const created = creating(props.override);
    const place = { resourceGroupName: resourceGroup.name, location: resourceGroup.location, tags };
    this.workspace = created(
      new LogAnalyticsWorkspace(this, 'workspace', {
        ...place,
        name: workspaceName,
        sku: 'PerGB2018',
        retentionInDays: retentionDays,
      }),
    );
    this.applicationInsights = created(
      new ApplicationInsights(this, 'Resource', {
        ...place,
        name: applicationInsightsName,
        applicationType: 'web',
        workspaceId: this.workspace.id,
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
    this.diagnostic = created(
      new ApiManagementDiagnostic(this, 'diagnostic', {
        ...service,
        identifier: 'applicationinsights',
        apiManagementLoggerId: this.logger.id,
        samplingPercentage: 100,
        alwaysLogErrors: true,
        logClientIp: false,
        verbosity: 'information',
        httpCorrelationProtocol: 'W3C',
        frontendRequest: { ...NOTHING, dataMasking: MASKING },
        frontendResponse: NOTHING,
        backendRequest: { ...NOTHING, dataMasking: MASKING },
        backendResponse: NOTHING,
      }),
    );
  }

  /** Where programs send their telemetry. Terraform treats it as a secret. */
  get connectionString(): string {
    return this.applicationInsights.connectionString;
  }
}

const NOTHING = { bodyBytes: 0, headersToLog: [] };
const MASKING = { queryParams: MASKED_QUERY_PARAMETERS.map((value) => ({ mode: 'Hide', value })) };
