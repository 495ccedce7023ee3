/** The body of a block of a Terraform JSON file. */
export type Body = Readonly<Record<string, unknown>>;

/** A Terraform JSON file as cdktf writes it. */
export interface TerraformFile {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, Body>>>>;
  readonly variable?: Readonly<Record<string, Body>>;
  readonly output?: Readonly<Record<string, Body>>;
  readonly provider?: Readonly<Record<string, readonly Body[]>>;
  readonly terraform: Body;
}

/** A resource or data source of a file. */
export interface Block {
  /** `azurerm_subnet.name`, `data.azurerm_client_config.name` */
  readonly address: string;
  readonly isData: boolean;
  /** Terraform type, `azurerm_subnet`. */
  readonly type: string;
  readonly body: Body;
}

/** Arguments that Terraform itself reads. */
export const META_ARGUMENTS: ReadonlySet<string> = new Set(['//', 'depends_on', 'lifecycle', 'provider', 'alias']);

/** Every resource and data source of a file. */
export function blocksOf(file: TerraformFile): readonly Block[] {
  const blocks = (isData: boolean, types: TerraformFile['resource'] = {}): Block[] =>
    Object.entries(types).flatMap(([type, named]) =>
      Object.entries(named).map(([name, body]) => ({
        address: `${isData ? 'data.' : ''}${type}.${name}`,
        isData,
        type,
        body,
      })),
    );
  return [...blocks(false, file.resource), ...blocks(true, file.data)];
}

/** Every text in a value, with the path it stands at. */
export function textsOf(value: unknown, path = ''): readonly { readonly path: string; readonly text: string }[] {
  if (typeof value === 'string') return [{ path, text: value }];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => textsOf(item, path === '' ? key : `${path}.${key}`));
}
