import { CognitiveAccount } from '@cdktf/provider-azurerm/lib/cognitive-account';
import { CognitiveDeployment } from '@cdktf/provider-azurerm/lib/cognitive-deployment';
import { RoleAssignment } from '@cdktf/provider-azurerm/lib/role-assignment';
import { Construct } from 'constructs';
import type { GatewayNetwork } from '../network/gateway-network';
import { creating, type OverrideProps } from '../override';
import type { IResourceGroup, Tags } from '../resource-group';
import { checkRules, type Rule } from '../rules';

/** How Azure runs and bills a model. */
const MODEL_SKUS = [
  'Standard',
  'GlobalStandard',
  'DataZoneStandard',
  'ProvisionedManaged',
  'GlobalProvisionedManaged',
  'DataZoneProvisionedManaged',
] as const;

/** One of the {@link MODEL_SKUS}. */
type ModelSku = (typeof MODEL_SKUS)[number];

/** A model that requests can name. */
export interface ModelDeployment {
  /** Name of the model, for instance `gpt-4.1-mini`. */
  readonly model: string;
  /** Version of the model. @default Azure's default of the day it is deployed */
  readonly version?: string;
  /** @default 'GlobalStandard' */
  readonly sku?: ModelSku;
  /** Thousands of tokens per minute of the whole deployment, or provisioned units. @default 10 */
  readonly capacity?: number;
}

/** Props of {@link OpenAiAccount}. */
export interface OpenAiAccountProps extends OverrideProps {
  readonly resourceGroup: IResourceGroup;
  /** Name of the account and first part of its host name. Changing it re-creates the account. */
  readonly accountName: string;
  /** Azure region of the account; not every region has every model. @default that of the resource group */
  readonly location?: string;
  /** By the name that requests give as `model`. At least one. */
  readonly deployments: Readonly<Record<string, ModelDeployment>>;
  /** The network it is reached from, by private endpoint alone. @default the internet */
  readonly network?: { readonly network: GatewayNetwork; readonly part: string };
  /** @default no tags */
  readonly tags?: Tags;
}

const RULES: readonly Rule<Pick<OpenAiAccountProps, 'deployments'>>[] = [
  {
    id: 'openai-deployments',
    prop: 'deployments',
    when: ({ deployments }) => !Object.keys(deployments).some((name) => name !== ''),
    message: 'An account without a model answers nothing.',
    fix: 'Write it like { "gpt-4.1-mini": { model: "gpt-4.1-mini" } }.',
  },
  {
    id: 'openai-deployment-name',
    prop: 'deployments',
    when: ({ deployments }) => !Object.keys(deployments).every((name) => /^[\w.-]{2,64}$/.test(name)),
    message: 'The name of a deployment has 2 to 64 letters, digits, hyphens, underscores and dots.',
    fix: 'Name it after its model, like "gpt-4.1-mini".',
  },
  {
    id: 'openai-deployment-sku',
    prop: 'deployments',
    when: ({ deployments }) =>
      !Object.values(deployments).every(({ sku }) => sku === undefined || MODEL_SKUS.includes(sku)),
    message: `The SKU of a deployment is one of ${MODEL_SKUS.join(', ')}.`,
    fix: 'Leave it out unless data has to stay in a region or capacity is reserved.',
  },
  {
    id: 'openai-deployment-capacity',
    prop: 'deployments',
    when: ({ deployments }) =>
      !Object.values(deployments).every(
        ({ capacity }) => capacity === undefined || (Number.isInteger(capacity) && capacity > 0),
      ),
    message: 'The capacity of a deployment is a whole number from 1: thousands of tokens per minute.',
    fix: 'Leave it out, or choose a number that the quota of your subscription has room for.',
  },
];

/** An Azure OpenAI account that takes no keys, with its models. */
export class OpenAiAccount extends Construct {
  readonly account: CognitiveAccount;
  /** By name. */
  readonly deployments = new Map<string, CognitiveDeployment>();

  constructor(scope: Construct, id: string, props: OpenAiAccountProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { resourceGroup, accountName, location = resourceGroup.location, deployments, network, tags } = props;
    const created = creating(props.override);
    this.account = created(
      new CognitiveAccount(this, 'Resource', {
        name: accountName,
        resourceGroupName: resourceGroup.name,
        location,
        kind: 'OpenAI',
        skuName: 'S0',
        // Without a name of its own the account takes no Entra tokens.
        customSubdomainName: accountName,
        localAuthEnabled: false,
        ...(network === undefined ? {} : { publicNetworkAccessEnabled: false }),
        tags,
      }),
    );
    network?.network.addPrivateEndpoint('openAi', network.part, this.account.id);
    let previous: CognitiveDeployment | undefined;
    for (const [name, { model, version, sku = 'GlobalStandard', capacity = 10 }] of Object.entries(deployments)) {
      previous = created(
        new CognitiveDeployment(this, `deployment-${name}`, {
          name,
          cognitiveAccountId: this.account.id,
          model: { format: 'OpenAI', name: model, version },
          sku: { name: sku, capacity },
          // An account takes one change at a time and refuses others meanwhile.
          dependsOn: previous === undefined ? undefined : [previous],
        }),
      );
      this.deployments.set(name, previous);
    }
  }

  /** Azure resource id. */
  get id(): string {
    return this.account.id;
  }

  /** Origin of its API, with a slash at its end as Azure reports it. */
  get endpoint(): string {
    return this.account.endpoint;
  }
}

/** Lets an identity use the models of an account, and nothing else of it. */
export function grantModels(
  scope: Construct,
  accountId: string,
  principalId: string,
  override: OverrideProps['override'],
): RoleAssignment {
  return creating(override)(
    new RoleAssignment(scope, 'role', {
      scope: accountId,
      roleDefinitionName: 'Cognitive Services OpenAI User',
      principalId,
      principalType: 'ServicePrincipal',
    }),
  );
}
