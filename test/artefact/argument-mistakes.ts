import { argumentMistakes } from './check-arguments';
import { PROVIDER_RULES } from './provider-rules';
import { schemaOf, typeKey } from './schema-of';
import { blocksOf, type Block, type TerraformFile } from './terraform-file';

/** What the providers would say of the arguments of a file. A type whose rules nobody looked up is a mistake too. */
export function providerMistakes(file: TerraformFile): readonly string[] {
  return [...blocksOf(file), ...providersOf(file)].flatMap((block) => {
    const [schema, rules] = [schemaOf(block), PROVIDER_RULES[typeKey(block)]];
    if (schema === undefined) return [`${block.address} has a type that no provider here knows.`];
    if (rules === undefined) {
      return [`The rules of ${typeKey(block)} were not looked up yet; add them to test/artefact/provider-rules.`];
    }
    return argumentMistakes(block.body, schema, rules).map((mistake) => `${block.address}: ${mistake}`);
  });
}

function providersOf({ provider = {} }: TerraformFile): readonly Block[] {
  return Object.entries(provider).flatMap(([name, bodies]) =>
    bodies.map((body) => ({ address: `provider.${name}`, isData: false, type: `${name}_provider`, body })),
  );
}
