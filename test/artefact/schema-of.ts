import { AZAPI_SCHEMAS } from './provider-rules/azapi';
import { providerSchema, type TypeSchema } from './provider-schema';
import type { Block } from './terraform-file';

/** The name of a type in the tables of these tests: that of a data source begins with `data.`. */
export function typeKey({ type, isData }: Pick<Block, 'type' | 'isData'>): string {
  return `${isData ? 'data.' : ''}${type}`;
}

/** What the provider of a block knows of its type; undefined when there is no such type. */
export function schemaOf(block: Pick<Block, 'type' | 'isData'>): TypeSchema | undefined {
  return AZAPI_SCHEMAS[typeKey(block)] ?? providerSchema(block.type, block.isData);
}
