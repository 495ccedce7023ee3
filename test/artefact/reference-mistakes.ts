import { schemaOf } from './schema-of';
import { referencesOf, type Reference } from './references';
import { blocksOf, textsOf, type Block, type TerraformFile } from './terraform-file';

/** What each address of a file waits for: what it refers to, and what its `depends_on` names. */
export function dependenciesOf(file: TerraformFile): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    blocksOf(file).map(({ address, body }) => {
      const named = (body.depends_on ?? []) as readonly string[];
      const referred = textsOf(withoutMeta(body)).flatMap(({ text }) =>
        referencesOf(text).map((found) => found.address),
      );
      return [address, new Set([...named, ...referred])];
    }),
  );
}

/** Everything an address waits for, directly or through others. */
export function everythingBefore(
  address: string,
  dependencies: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const found = new Set<string>();
  const visit = (at: string): void => {
    for (const next of dependencies.get(at) ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      visit(next);
    }
  };
  visit(address);
  return found;
}

/** References to what the file does not declare or the provider does not have, unresolved tokens, and cycles. */
export function referenceMistakes(file: TerraformFile): readonly string[] {
  const blocks = new Map(blocksOf(file).map((block) => [block.address, block]));
  const variables = new Set(Object.keys(file.variable ?? {}).map((name) => `var.${name}`));
  const known = new Set([...blocks.keys(), ...variables]);
  const dependencies = dependenciesOf(file);
  const outputs = Object.entries(file.output ?? {}).map(([name, body]) => ({ address: `output.${name}`, body }));
  return [
    ...[...blocks.values(), ...outputs].flatMap(({ address, body }) =>
      textsOf(body).flatMap(({ path, text }) => [
        ...(/TfToken|<unresolved|\[object |undefined/.test(text)
          ? [`${address}.${path} was not resolved: ${text}`]
          : []),
        ...(path.startsWith('//') || path.startsWith('depends_on')
          ? []
          : referencesOf(text)
              .filter((reference) => !isKnown(reference, blocks, variables))
              .map(
                (found) =>
                  `${address}.${path} refers to ${found.address}.${found.attribute ?? ''}, which is not there.`,
              )),
      ]),
    ),
    ...[...dependencies].flatMap(([address, waitsFor]) =>
      [...waitsFor]
        .filter((other) => !known.has(other))
        .map((other) => `${address} waits for ${other}, which is not there.`),
    ),
    ...[...dependencies.keys()]
      .filter((address) => everythingBefore(address, dependencies).has(address))
      .map((address) => `${address} waits for itself.`),
  ];
}

function isKnown(
  { address, attribute }: Reference,
  blocks: ReadonlyMap<string, Block>,
  variables: ReadonlySet<string>,
): boolean {
  if (variables.has(address)) return true;
  const block = blocks.get(address);
  if (block === undefined) return false;
  return attribute === undefined || attribute === 'id' || (schemaOf(block)?.attributes.has(attribute) ?? false);
}

function withoutMeta(body: Block['body']): unknown {
  return Object.fromEntries(Object.entries(body).filter(([name]) => name !== '//' && name !== 'depends_on'));
}
