import { DataAzurermResourceGroup } from '@cdktf/provider-azurerm/lib/data-azurerm-resource-group';
import { ResourceGroup as AzurermResourceGroup } from '@cdktf/provider-azurerm/lib/resource-group';
import { Construct, type IConstruct } from 'constructs';
import { creating, type OverrideProps } from './override';
import { checkRules, type Rule } from './rules';

/** Tags put on every resource that takes tags. */
export type Tags = Readonly<Record<string, string>>;

/** A resource group, made here or by somebody else. */
export interface IResourceGroup extends IConstruct {
  readonly name: string;
  /** Azure region, for instance `swedencentral`. */
  readonly location: string;
}

/** Props of {@link ResourceGroup}. */
export interface ResourceGroupProps extends OverrideProps {
  /** Name of the group. Changing it re-creates everything in it. */
  readonly name: string;
  /** Azure region, for instance `swedencentral`. Changing it re-creates everything in it. */
  readonly location: string;
  /** @default no tags */
  readonly tags?: Tags;
}

const RULES: readonly Rule<ResourceGroupProps>[] = [
  {
    id: 'resource-group-name',
    prop: 'name',
    when: ({ name }) => !/^[-\w().]{1,90}$/.test(name) || name.endsWith('.'),
    message: 'A resource group name has 1 to 90 letters, digits, `_`, `-`, `.` and brackets and does not end in a dot.',
    fix: 'Write it like "rg-mcpgw".',
  },
  {
    id: 'location-form',
    prop: 'location',
    when: ({ location }) => !/^[a-z]+[a-z0-9]*$/.test(location),
    message: 'A location is the short name of an Azure region: lower-case letters and digits, no spaces.',
    fix: 'Write it like "swedencentral"; `az account list-locations -o table` lists them.',
  },
];

/** The resource group that holds everything of one deployment. */
export class ResourceGroup extends Construct implements IResourceGroup {
  readonly resource: AzurermResourceGroup;

  /** A group that is there already. It is looked up and never changed; its location is where the gateway goes. */
  static fromExisting(scope: Construct, id: string, name: string): IResourceGroup {
    return new ExistingResourceGroup(scope, id, name);
  }

  constructor(scope: Construct, id: string, props: ResourceGroupProps) {
    super(scope, id);
    checkRules(this, props, RULES);
    const { name, location, tags } = props;
    this.resource = creating(props.override)(new AzurermResourceGroup(this, 'Resource', { name, location, tags }));
  }

  get name(): string {
    return this.resource.name;
  }

  get location(): string {
    return this.resource.location;
  }
}

class ExistingResourceGroup extends Construct implements IResourceGroup {
  readonly resource: DataAzurermResourceGroup;

  constructor(scope: Construct, id: string, name: string) {
    super(scope, id);
    this.resource = new DataAzurermResourceGroup(this, 'Resource', { name });
  }

  get name(): string {
    return this.resource.name;
  }

  get location(): string {
    return this.resource.location;
  }
}
