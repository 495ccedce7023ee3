import { createHash } from 'node:crypto';
import { StringResource } from '@cdktf/provider-random/lib/string-resource';
import { Construct } from 'constructs';
import { creating, type OverrideProps } from './override';
import { checkRules, type Rule } from './rules';

/** Characters of the random suffix that makes names unique in Azure. */
const SUFFIX_LENGTH = 6;

/** Characters of the hash that a cut name ends in. */
const HASH_LENGTH = 4;

interface NameShape {
  /** Abbreviation of the Cloud Adoption Framework, the first part of the name. */
  readonly abbreviation: string;
  readonly maxLength: number;
  /** False where Azure takes lower-case letters and digits only. */
  readonly hyphens: boolean;
  /** True where the name is part of a public host name, so that nobody else may have it. */
  readonly unique: boolean;
}

/**
 * How Azure wants each kind of resource named.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
export const NAME_SHAPES = {
  resourceGroup: { abbreviation: 'rg', maxLength: 90, hyphens: true, unique: false },
  apiManagement: { abbreviation: 'apim', maxLength: 50, hyphens: true, unique: true },
  userAssignedIdentity: { abbreviation: 'id', maxLength: 128, hyphens: true, unique: false },
  cosmosAccount: { abbreviation: 'cosmos', maxLength: 44, hyphens: true, unique: true },
  logAnalytics: { abbreviation: 'log', maxLength: 63, hyphens: true, unique: false },
  applicationInsights: { abbreviation: 'appi', maxLength: 260, hyphens: true, unique: false },
  /** 32, not the 60 Azure takes: longer names can collide in their host id. */
  functionApp: { abbreviation: 'func', maxLength: 32, hyphens: true, unique: true },
  servicePlan: { abbreviation: 'asp', maxLength: 60, hyphens: true, unique: false },
  storageAccount: { abbreviation: 'st', maxLength: 24, hyphens: false, unique: true },
  keyVault: { abbreviation: 'kv', maxLength: 24, hyphens: true, unique: true },
  containerAppsEnvironment: { abbreviation: 'cae', maxLength: 60, hyphens: true, unique: false },
  containerApp: { abbreviation: 'ca', maxLength: 32, hyphens: true, unique: false },
  openAi: { abbreviation: 'oai', maxLength: 64, hyphens: true, unique: true },
  virtualNetwork: { abbreviation: 'vnet', maxLength: 64, hyphens: true, unique: false },
  subnet: { abbreviation: 'snet', maxLength: 80, hyphens: true, unique: false },
  networkSecurityGroup: { abbreviation: 'nsg', maxLength: 80, hyphens: true, unique: false },
  privateEndpoint: { abbreviation: 'pep', maxLength: 64, hyphens: true, unique: false },
  actionGroup: { abbreviation: 'ag', maxLength: 260, hyphens: true, unique: false },
  alertRule: { abbreviation: 'alert', maxLength: 260, hyphens: true, unique: false },
  managedRedis: { abbreviation: 'amr', maxLength: 60, hyphens: true, unique: true },
} as const satisfies Record<string, NameShape>;

/** Props of {@link Naming}. */
export interface NamingProps extends OverrideProps {
  /** First part of every name: 2 to 12 lower-case letters, digits and single hyphens, starting with a letter. Changing it re-creates everything. */
  readonly prefix: string;
}

const RULES: readonly Rule<NamingProps>[] = [
  {
    id: 'name-prefix-characters',
    prop: 'prefix',
    when: ({ prefix }) => !/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/.test(prefix),
    message: 'A name prefix is lower-case letters, digits and single hyphens, and starts with a letter.',
    fix: 'Write it like "mcpgw".',
  },
  {
    id: 'name-prefix-length',
    prop: 'prefix',
    when: ({ prefix }) => prefix.length < 2 || prefix.length > 12,
    message: 'A name prefix has 2 to 12 characters, because some names in Azure have room for 24 in all.',
    fix: 'Shorten it.',
  },
];

/** Names resources: abbreviation, prefix, what it is for, and a random suffix where the name must be unique in Azure. */
export class Naming extends Construct {
  /** Six lower-case letters and digits, made at the first deployment and kept. */
  readonly suffix: StringResource;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: NamingProps,
  ) {
    super(scope, id);
    checkRules(this, props, RULES);
    this.suffix = creating(props.override)(
      new StringResource(this, 'suffix', {
        length: SUFFIX_LENGTH,
        lower: true,
        upper: false,
        numeric: true,
        special: false,
      }),
    );
  }

  /**
   * Names a resource, for instance `func-mcpgw-functions-x1y2z3`. A name that is longer than Azure allows is cut and ends
   * in a few characters of its hash instead, so that names stay different from each other.
   * @param part what the resource is for, when there can be several of its kind
   */
  of(kind: keyof typeof NAME_SHAPES, part?: string): string {
    const shape: NameShape = NAME_SHAPES[kind];
    const separator = shape.hyphens ? '-' : '';
    const words = [shape.abbreviation, this.props.prefix, ...(part === undefined ? [] : [part])];
    const name = shape.hyphens ? words.join(separator) : words.join('').replaceAll('-', '');
    const room = shape.maxLength - (shape.unique ? separator.length + SUFFIX_LENGTH : 0);
    const fitting = name.length <= room ? name : shortened(name, room, separator);
    return shape.unique ? `${fitting}${separator}${this.suffix.result}` : fitting;
  }
}

function shortened(name: string, length: number, separator: string): string {
  const hash = createHash('sha256').update(name).digest('hex').slice(0, HASH_LENGTH);
  const start = name.slice(0, length - separator.length - HASH_LENGTH).replace(/-+$/, '');
  return `${start}${separator}${hash}`;
}
