import { DataAzurermLogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/data-azurerm-log-analytics-workspace';
import { LogAnalyticsWorkspace } from '@cdktf/provider-azurerm/lib/log-analytics-workspace';
import { Construct, type IConstruct } from 'constructs';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';
import { checkRules, type Rule } from '../rules';

/** A Log Analytics workspace, made here or by somebody else. */
export interface ILogAnalytics extends IConstruct {
  /** Azure resource id. */
  readonly id: string;
}

/** Props of {@link LogAnalytics}. */
export interface LogAnalyticsProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** Name of the workspace. Changing it re-creates the workspace and loses its logs. */
  readonly name: string;
  /** How long logs are kept; Azure takes 30 to 730. @default 30, which costs nothing extra */
  readonly retentionDays?: number;
  /** @default no tags */
  readonly tags?: Tags;
}

/** Where an existing workspace is. */
export interface ExistingLogAnalyticsProps {
  readonly name: string;
  readonly resourceGroupName: string;
}

const RULES: readonly Rule<LogAnalyticsProps>[] = [
  {
    id: 'log-retention',
    prop: 'retentionDays',
    when: ({ retentionDays }) =>
      retentionDays !== undefined && (!Number.isInteger(retentionDays) || retentionDays < 30 || retentionDays > 730),
    message: 'Log Analytics keeps logs for 30 to 730 whole days.',
    fix: 'Use 30 unless a policy of yours asks for more.',
  },
];

/** A Log Analytics workspace, which keeps logs and is paid by what is written into it. */
export class LogAnalytics extends Construct implements ILogAnalytics {
  readonly resource: LogAnalyticsWorkspace;

  /** A workspace that is there already. It is looked up and never changed. */
  static fromExisting(scope: Construct, id: string, props: ExistingLogAnalyticsProps): ILogAnalytics {
    return new ExistingLogAnalytics(scope, id, props);
  }

  constructor(scope: Construct, id: string, props: LogAnalyticsProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { resourceGroup, name, retentionDays = 30, tags } = props;
    this.resource = creating(props.override)(
      new LogAnalyticsWorkspace(this, 'Resource', {
        name,
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        sku: 'PerGB2018',
        retentionInDays: retentionDays,
        tags,
      }),
    );
  }

  get id(): string {
    return this.resource.id;
  }
}

class ExistingLogAnalytics extends Construct implements ILogAnalytics {
  readonly resource: DataAzurermLogAnalyticsWorkspace;

  constructor(scope: Construct, id: string, props: ExistingLogAnalyticsProps) {
    super(scope, id);
    this.resource = new DataAzurermLogAnalyticsWorkspace(this, 'Resource', { ...props });
  }

  get id(): string {
    return this.resource.id;
  }
}
