import { MonitorActionGroup } from '@cdktf/provider-azurerm/lib/monitor-action-group';
import {
  MonitorScheduledQueryRulesAlertV2,
  type MonitorScheduledQueryRulesAlertV2Criteria,
} from '@cdktf/provider-azurerm/lib/monitor-scheduled-query-rules-alert-v2';
import { Construct } from 'constructs';
import type { Naming } from '../naming';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';
import { checkRules, type Rule } from '../rules';
import { QUERIES } from './queries';

/** Props of {@link Alerts}. */
export interface AlertsProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  readonly naming: Naming;
  /** Azure id of the Application Insights resource whose logs are watched. */
  readonly applicationInsightsId: string;
  /** Who is told: 1 to 20 e-mail addresses. */
  readonly emails: readonly string[];
  /** @default no tags */
  readonly tags?: Tags;
}

const RULES: readonly Rule<AlertsProps>[] = [
  {
    id: 'alert-emails',
    prop: 'emails',
    when: ({ emails }) =>
      emails.length === 0 ||
      emails.length > 20 ||
      new Set(emails).size !== emails.length ||
      !emails.every((email) => /^[^\s@]+@[^\s@]+$/.test(email)),
    message: 'Alerts go to 1 to 20 different e-mail addresses.',
    fix: 'Give addresses that somebody reads.',
  },
];

interface Watch {
  readonly name: string;
  readonly description: string;
  /** 0 critical to 4 verbose. */
  readonly severity: number;
  readonly criteria: Omit<MonitorScheduledQueryRulesAlertV2Criteria, 'operator'>;
}

const EACH_ENDPOINT = [{ name: 'endpoint', operator: 'Include', values: ['*'] }];

/** What somebody is told of. A quarter of an hour is long enough to cost little and short enough to act. */
const WATCHES: readonly Watch[] = [
  {
    name: 'failures',
    description: 'Requests end in 5xx: a backend, the store or Entra ID cannot be reached.',
    severity: 1,
    criteria: { query: QUERIES.failures, timeAggregationMethod: 'Count', threshold: 10, dimension: EACH_ENDPOINT },
  },
  {
    name: 'refused-logins',
    description: 'Many steps of logins are refused: a client is configured wrongly, or somebody is trying.',
    severity: 2,
    criteria: { query: QUERIES.refusedLogins, timeAggregationMethod: 'Count', threshold: 50 },
  },
  {
    name: 'limited',
    description: 'Many calls are over a rate limit: an agent runs wild, or the limit is too low.',
    severity: 3,
    criteria: { query: QUERIES.limited, timeAggregationMethod: 'Count', threshold: 100, dimension: EACH_ENDPOINT },
  },
  {
    name: 'slow',
    description: 'Calls of a backend take longer than ten seconds on average.',
    severity: 3,
    criteria: {
      query: QUERIES.durations,
      timeAggregationMethod: 'Average',
      metricMeasureColumn: 'duration',
      threshold: 10_000,
      dimension: EACH_ENDPOINT,
    },
  },
];

const WINDOW = 'PT15M';

/** Log alerts on the gateway's requests, told by e-mail. Azure charges for each rule. */
export class Alerts extends Construct {
  readonly actionGroup: MonitorActionGroup;
  /** By what they watch: `failures`, `refused-logins`, `limited`, `slow`. */
  readonly rules: ReadonlyMap<string, MonitorScheduledQueryRulesAlertV2>;

  constructor(scope: Construct, id: string, props: AlertsProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { resourceGroup, naming, applicationInsightsId, emails, tags } = props;
    const created = creating(props.override);
    this.actionGroup = created(
      new MonitorActionGroup(this, 'action-group', {
        name: naming.of('actionGroup'),
        resourceGroupName: resourceGroup.name,
        shortName: 'mcp-gateway',
        emailReceiver: emails.map((emailAddress, index) => ({
          name: `email-${index + 1}`,
          emailAddress,
          useCommonAlertSchema: true,
        })),
        tags,
      }),
    );
    this.rules = new Map(
      WATCHES.map(({ name, description, severity, criteria }) => [
        name,
        created(
          new MonitorScheduledQueryRulesAlertV2(this, name, {
            name: naming.of('alertRule', name),
            resourceGroupName: resourceGroup.name,
            location: resourceGroup.location,
            description,
            severity,
            scopes: [applicationInsightsId],
            evaluationFrequency: WINDOW,
            windowDuration: WINDOW,
            criteria: [{ ...criteria, operator: 'GreaterThan' }],
            autoMitigationEnabled: true,
            // Azure would run the query while it creates the rule, when nothing has been logged yet.
            skipQueryValidation: true,
            action: { actionGroups: [this.actionGroup.id] },
            tags,
          }),
        ),
      ]),
    );
  }
}
