import { blocksOf, textsOf, type Block, type TerraformFile } from './terraform-file';

/** Arguments whose value is a secret, wherever they stand. */
const SECRET_ARGUMENT =
  /(?:^|[._])(?:password|connection_string|access_key|instrumentation_key|client_secret|primary_key|secondary_key|shared_key)$/;

/** What well-known secrets look like. */
const SECRET_SHAPES = [
  /xox[abp]-\d{8}/,
  /gh[pousr]_[A-Za-z0-9]{20}/,
  /github_pat_/,
  /AccountKey=/,
  /-----BEGIN/,
  /eyJ[\w-]{10,}\.eyJ/,
  /[?&]sig=[\w%]{20}/,
  /\bsk-[A-Za-z0-9]{20}/,
];

/** Secrets that stand in a file as text. One belongs into a variable, or goes from resource to resource. */
export function secretMistakes(file: TerraformFile): readonly string[] {
  const texts = textsOf({ resource: file.resource, data: file.data, output: file.output, variable: file.variable });
  return [
    ...texts
      .filter(({ text }) => SECRET_SHAPES.some((shape) => shape.test(text)))
      .map(({ path }) => `${path} looks like a secret.`),
    ...blocksOf(file).flatMap((block) =>
      secretsOf(block)
        .filter(({ text }) => text !== '' && !holdsReference(text, block.type))
        .map(({ path }) => `${block.address}.${path} is a secret and holds text.`),
    ),
    ...Object.entries(file.variable ?? {})
      .filter(([, { sensitive, default: value }]) => sensitive === true && value !== undefined)
      .map(([name]) => `The sensitive variable "${name}" has a default.`),
  ];
}

/** A secret is a reference, perhaps with its scheme; a connection string has its parts around the one that is secret. */
function holdsReference(text: string, type: string): boolean {
  return type === 'azurerm_api_management_redis_cache'
    ? /^[^$]*(?:\$\{[^$]*\}[^$]*)?password=\$\{[^$]*\}(?:,[^$]*)?$|^\$\{[^$]*\}$/.test(text)
    : /^(?:Bearer |Basic )?\$\{[^$]*\}$/.test(text);
}

function secretsOf({ type, body }: Block): readonly { readonly path: string; readonly text: string }[] {
  const texts = textsOf(body);
  const also = (path: string): boolean =>
    (type === 'azurerm_api_management_named_value' && body.secret === true && path === 'value') ||
    (type === 'azurerm_container_app' && /^secret\.\d+\.value$/.test(path)) ||
    (type.startsWith('azapi_') && /vaults\/secrets@/.test(String(body.type)) && path.endsWith('properties.value'));
  return texts.filter(({ path }) => also(path) || (SECRET_ARGUMENT.test(path) && !path.startsWith('//')));
}
