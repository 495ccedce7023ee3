import { ApplicationInsightsWorkbook } from '@cdktf/provider-azurerm/lib/application-insights-workbook';
import { Fn } from 'cdktf';
import { Construct } from 'constructs';
import { nameUuid } from '../name-uuid';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';
import { QUERIES } from './queries';

/** Props of {@link Workbook}. */
export interface WorkbookProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** Name that the portal shows. */
  readonly displayName: string;
  /** Azure id of the Application Insights resource it reads. */
  readonly applicationInsightsId: string;
  /** @default no tags */
  readonly tags?: Tags;
}

/** Parts of a workbook by the numbers of its format. */
const ITEM = { query: 3, parameters: 9 } as const;

const TIME_RANGE = {
  type: ITEM.parameters,
  name: 'parameters',
  content: {
    version: 'KqlParameterItem/1.0',
    parameters: [
      {
        id: nameUuid('workbook time range'),
        version: 'KqlParameterItem/1.0',
        name: 'TimeRange',
        label: 'Time',
        // A time range; the durations offered are in milliseconds.
        type: 4,
        isRequired: true,
        value: { durationMs: 86_400_000 },
        typeSettings: {
          selectableValues: [3_600_000, 86_400_000, 604_800_000, 2_592_000_000].map((durationMs) => ({ durationMs })),
          allowCustom: true,
        },
      },
    ],
    style: 'pills',
    queryType: 0,
    resourceType: 'microsoft.insights/components',
  },
};

function chart(title: string, query: string, visualization: 'timechart' | 'table'): unknown {
  return {
    type: ITEM.query,
    name: title,
    content: {
      version: 'KqlItem/1.0',
      title,
      query,
      size: 0,
      timeContextFromParameter: 'TimeRange',
      queryType: 0,
      resourceType: 'microsoft.insights/components',
      visualization,
    },
  };
}

const ITEMS: readonly unknown[] = [
  TIME_RANGE,
  chart('Logins, refused and failed steps', QUERIES.logins, 'timechart'),
  chart('Refused calls by endpoint and status', QUERIES.refusals, 'timechart'),
  chart('Calls of tools', QUERIES.toolCalls, 'table'),
  chart('Latency by endpoint, in milliseconds', QUERIES.latency, 'table'),
];

/** A page in the portal with logins, refusals, calls of tools, and latency by endpoint. It costs nothing. */
export class Workbook extends Construct {
  readonly resource: ApplicationInsightsWorkbook;

  constructor(scope: Construct, id: string, props: WorkbookProps) {
    super(scope, id);
    const { resourceGroup, displayName, applicationInsightsId, tags } = props;
    this.resource = creating(props.override)(
      new ApplicationInsightsWorkbook(this, 'Resource', {
        // Azure wants a GUID here, and one that stays.
        name: nameUuid(this.node.path),
        resourceGroupName: resourceGroup.name,
        location: resourceGroup.location,
        displayName,
        // azurerm takes lower case only, and Azure ids hold capitals.
        sourceId: Fn.lower(applicationInsightsId),
        category: 'workbook',
        dataJson: JSON.stringify({
          version: 'Notebook/1.0',
          items: ITEMS,
          fallbackResourceIds: [applicationInsightsId],
        }),
        tags,
      }),
    );
  }
}
