import { findReferences } from '../../policies/language/lint/find-references';
import { parseRawXml } from '../../policies/language/xml/parse';
import { dependenciesOf, everythingBefore } from './reference-mistakes';
import { blocksOf, type Block, type TerraformFile } from './terraform-file';

/** The Terraform types behind the names that policies use. */
const TYPES = {
  namedValues: 'azurerm_api_management_named_value',
  fragments: 'azurerm_api_management_policy_fragment',
  backends: 'azurerm_api_management_backend',
  loggers: 'azurerm_api_management_logger',
} as const;

/**
 * What a policy document refers to by name, which Terraform does not see, and the file does not declare or deploys without
 * waiting for it.
 */
export function policyMistakes(file: TerraformFile): readonly string[] {
  const blocks = blocksOf(file);
  const dependencies = dependenciesOf(file);
  return blocks.flatMap((block) => {
    const text = documentOf(block);
    if (text === undefined) return [];
    const references = findReferences(parseRawXml(unescaped(text)));
    const before = everythingBefore(block.address, dependencies);
    return Object.entries(TYPES).flatMap(([kind, type]) =>
      references[kind as keyof typeof TYPES].flatMap((name) => {
        const target = blocks.find((other) => other.type === type && other.body.name === name);
        if (target === undefined) return [`${block.address} refers to ${type} "${name}", which is not there.`];
        return before.has(target.address) ? [] : [`${block.address} does not wait for ${target.address}.`];
      }),
    );
  });
}

function documentOf({ type, body }: Block): unknown {
  return body.xml_content ?? (type === TYPES.fragments ? body.value : undefined);
}

/** The text as Azure gets it. */
function unescaped(text: unknown): string {
  return String(text).replaceAll('$${', '${').replaceAll('%%{', '%{');
}
