import type { Gateway, Scope } from '../reference/facts';
import type {
  ApiModel,
  DocumentSource,
  EntityModel,
  FragmentSource,
  NamedValueModel,
  OperationModel,
  ProductModel,
  ServiceModel,
  Unreadable,
} from './model';
import {
  TerraformBlocks,
  bodies,
  referredAddress,
  unescapeTemplate,
  type Block,
  type TerraformJson,
} from './terraform-blocks';

const SERVICE = 'azurerm_api_management';

/**
 * Reads the API Management services of a Terraform JSON file, whoever wrote it: those it creates, those it looks up as
 * data sources, and those it only names. Follows references between blocks and evaluates nothing.
 */
export function readServices(terraform: TerraformJson): readonly ServiceModel[] {
  const blocks = new TerraformBlocks(terraform);
  const declared = [...blocks.ofType(SERVICE), ...blocks.ofType(`data.${SERVICE}`)];
  const owners = new Map<string, Block | undefined>(declared.map((block) => [block.address, block]));
  const reader = new Reader(blocks, declared);
  for (const type of OWNED)
    for (const block of blocks.ofType(type)) {
      const key = reader.ownerOf(block);
      if (key !== '' && !owners.has(key)) owners.set(key, undefined);
    }
  return [...owners].map(([key, block]) => reader.read(key, block));
}

/**
 * The one API Management service of a Terraform JSON file.
 *
 * @throws Error when the file has none or several; readServices reads those.
 */
export function readService(terraform: TerraformJson): ServiceModel {
  const services = readServices(terraform);
  const [service] = services;
  if (services.length === 1 && service) return service;
  const names = services.map(({ address, name }) => address ?? name).join(', ');
  throw new Error(
    service
      ? `The stack has ${services.length} API Management services: ${names}. Fix: serve or check a stack with one.`
      : 'The stack has no API Management service. Fix: add an azurerm_api_management or a resource that belongs to one.',
  );
}

/** Types whose blocks name their service by `api_management_name` or `api_management_id`. */
const OWNED = [
  'azurerm_api_management_api',
  'azurerm_api_management_policy',
  'azurerm_api_management_policy_fragment',
  'azurerm_api_management_named_value',
  'azurerm_api_management_backend',
  'azurerm_api_management_logger',
  'azurerm_api_management_product',
  'azurerm_api_management_workspace',
];

class Reader {
  constructor(
    private readonly blocks: TerraformBlocks,
    private readonly services: readonly Block[],
  ) {}

  read(key: string, block: Block | undefined): ServiceModel {
    const owned = (type: string): readonly Block[] =>
      this.blocks.ofType(type).filter((candidate) => this.ownerOf(candidate) === key);
    const sku = block && this.blocks.text(block, 'sku_name');
    const model = {
      address: block?.address,
      name: (block && this.blocks.text(block, 'name')) ?? key,
      sku,
      gateway: sku === undefined ? undefined : gatewayOf(sku),
      apis: owned('azurerm_api_management_api').map((api) => this.api(api)),
      products: owned('azurerm_api_management_product').map((product) => this.product(product)),
      policies: [
        ...owned('azurerm_api_management_policy').map((policy) => this.document(policy, 'global')),
        ...this.workspacePolicies(owned('azurerm_api_management_workspace')),
      ],
      fragments: owned('azurerm_api_management_policy_fragment').map((fragment) => this.fragment(fragment)),
      namedValues: owned('azurerm_api_management_named_value').map((value) => this.namedValue(value)),
      backends: owned('azurerm_api_management_backend').map((backend) => this.entity(backend)),
      loggers: owned('azurerm_api_management_logger').map((logger) => this.entity(logger)),
    };
    const addresses = addressesIn(model);
    return {
      ...model,
      unreadable: addresses.flatMap((address) => this.unreadable(address)),
      dependencies: this.blocks.references(),
    };
  }

  private api(block: Block): ApiModel {
    const { body } = block;
    const of = (type: string): readonly Block[] =>
      this.blocks.ofType(type).filter((candidate) => this.isNamed(candidate, 'api_name', block, 'name'));
    const operationPolicies = of('azurerm_api_management_api_operation_policy');
    const [policy] = of('azurerm_api_management_api_policy');
    return {
      address: block.address,
      name: this.blocks.text(block, 'name'),
      path: body['path'] === undefined ? '' : this.blocks.text(block, 'path')?.replace(/^\/+|\/+$/g, ''),
      protocols: texts(body['protocols']),
      subscriptionRequired: body['subscription_required'] !== false,
      serviceUrl: this.blocks.text(block, 'service_url'),
      revision: this.blocks.text(block, 'revision') ?? '1',
      version: this.blocks.text(block, 'version'),
      imported: bodies(body['import']).length > 0,
      document: policy && this.document(policy, 'api'),
      operations: of('azurerm_api_management_api_operation').map((operation) =>
        this.operation(operation, operationPolicies),
      ),
    };
  }

  private operation(block: Block, policies: readonly Block[]): OperationModel {
    const policy = policies.find((candidate) => this.isNamed(candidate, 'operation_id', block, 'operation_id'));
    return {
      address: block.address,
      operationId: this.blocks.text(block, 'operation_id'),
      method: this.blocks.text(block, 'method'),
      urlTemplate: this.blocks.text(block, 'url_template'),
      templateParameters: bodies(block.body['template_parameter']).flatMap(({ name }) =>
        typeof name === 'string' ? [name] : [],
      ),
      document: policy && this.document(policy, 'operation'),
    };
  }

  private product(block: Block): ProductModel {
    const policy = this.blocks
      .ofType('azurerm_api_management_product_policy')
      .find((candidate) => this.isNamed(candidate, 'product_id', block, 'product_id'));
    return {
      address: block.address,
      productId: this.blocks.text(block, 'product_id'),
      document: policy && this.document(policy, 'product'),
    };
  }

  private workspacePolicies(workspaces: readonly Block[]): readonly DocumentSource[] {
    return this.blocks
      .ofType('azurerm_api_management_workspace_policy')
      .filter(({ body }) => {
        const target = referredAddress(body['api_management_workspace_id']);
        return workspaces.some(({ address }) => address === target);
      })
      .map((policy) => this.document(policy, 'workspace'));
  }

  private fragment(block: Block): FragmentSource {
    return {
      address: block.address,
      name: this.blocks.text(block, 'name'),
      // azurerm's default; it sends every other policy as rawxml.
      format: this.blocks.text(block, 'format') === 'rawxml' ? 'rawxml' : 'xml',
      text: this.policyText(block.body['value']),
    };
  }

  private namedValue(block: Block): NamedValueModel {
    return {
      address: block.address,
      displayName: this.blocks.text(block, 'display_name'),
      secret: block.body['secret'] === true,
      value: this.blocks.text(block, 'value'),
    };
  }

  /** Address of the service a block belongs to, or the name it gives when the file does not declare that service. */
  ownerOf(block: Block): string {
    const owner = block.body['api_management_name'] ?? block.body['api_management_id'] ?? '';
    const { literal, trail } = this.blocks.follow(owner);
    const referred = this.services.find(({ address }) => trail.includes(address));
    const name = literal?.split('/').at(-1);
    const named = this.services.find((service) => name !== undefined && this.blocks.text(service, 'name') === name);
    return (referred ?? named)?.address ?? name ?? String(owner);
  }

  /** Tells whether `argument` of a block leads to the target, by reference or by the same literal name. */
  private isNamed(block: Block, argument: string, target: Block, name: string): boolean {
    const { literal, trail } = this.blocks.follow(block.body[argument]);
    if (trail.includes(target.address)) return true;
    if (trail.some((address) => address.startsWith(`${target.type}.`))) return false;
    // A revision is named `<api>;rev=<n>`.
    const [plain, revision] = literal?.split(';rev=') ?? [];
    if (plain === undefined || plain !== this.blocks.text(target, name)) return false;
    if (revision !== undefined && revision !== (this.blocks.text(target, 'revision') ?? '1')) return false;
    const owner = this.ownerOf(block);
    return owner === '' || owner === this.ownerOf(target);
  }

  private document(block: Block, scope: Scope): DocumentSource {
    return { address: block.address, scope, text: this.policyText(block.body['xml_content']) };
  }

  /** Policy text with a Terraform template in it is left as it stands, so that the rest of it can be checked. */
  private policyText(value: unknown): string | undefined {
    const { literal } = this.blocks.follow(value);
    if (literal !== undefined) return literal;
    return typeof value === 'string' && value.includes('<') ? unescapeTemplate(value) : undefined;
  }

  private entity(block: Block): EntityModel {
    return { address: block.address, name: this.blocks.text(block, 'name') };
  }

  private unreadable(address: string): readonly Unreadable[] {
    const body = this.blocks.find(address)?.body ?? {};
    const found: Unreadable[] = ['count', 'for_each', 'dynamic']
      .filter((argument) => body[argument] !== undefined)
      .map((argument) => ({
        address,
        reason: `${argument} is not supported: how many blocks it gives is known only after Terraform evaluated it`,
        fix: 'write one block for each',
      }));
    const text = /_policy(?:_fragment)?\./.test(address) ? (body['xml_content'] ?? body['value']) : undefined;
    if (typeof text === 'string' && this.blocks.follow(text).literal === undefined)
      found.push({
        address,
        reason: 'the policy text holds a Terraform expression, so what Azure gets is not known here',
        fix: 'write the text as it is and take values from named values; a literal "${" is written "$${"',
      });
    if (body['xml_link'] !== undefined)
      found.push({
        address,
        reason: 'xml_link is not supported: Azure fetches the text',
        fix: 'give the text itself as xml_content',
      });
    return found;
  }
}

/** Addresses of everything in a model, in its order. */
function addressesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(addressesIn);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    key === 'address' && typeof item === 'string' ? [item] : addressesIn(item),
  );
}

function gatewayOf(sku: string): Gateway {
  if (sku.startsWith('Consumption')) return 'consumption';
  return /V2(?:_|$)/.test(sku) ? 'v2' : 'classic';
}

function texts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
