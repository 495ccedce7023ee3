import { schemaOf } from './schema-of';
import { blocksOf, type TerraformFile } from './terraform-file';

/** Types whose `tags` are words of their own, not the tags of Azure. */
const OTHER_TAGS: ReadonlySet<string> = new Set(['azurerm_api_management_named_value', 'azuread_application']);

/** Resources that take tags and have none. */
export function tagMistakes(file: TerraformFile): readonly string[] {
  return blocksOf(file)
    .filter(({ type, isData }) => !isData && type.startsWith('azurerm_') && !OTHER_TAGS.has(type))
    .filter((block) => schemaOf(block)?.arguments.get('tags')?.kind === 'map' && !('tags' in block.body))
    .map(({ address }) => `${address} has no tags.`);
}
