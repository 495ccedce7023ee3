import { parseRawXml } from '../../policies/language/xml/parse';
import { serialise } from '../../policies/language/xml/serialise';
import type { XmlElement } from '../../policies/language/xml/node';

/** A synthesised stack as parsed JSON, as far as mutations touch it. */
export interface StackJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** One security check of the artefact that can be taken out. */
export interface Mutation {
  /** `<document>/<id>`, for instance `unseal-token/check-mac`. */
  readonly name: string;
  readonly terraformType: string;
  readonly terraformName: string;
  readonly id: string;
}

const POLICY_TEXT: Readonly<Record<string, string>> = {
  azurerm_api_management_policy: 'xml_content',
  azurerm_api_management_api_policy: 'xml_content',
  azurerm_api_management_api_operation_policy: 'xml_content',
  azurerm_api_management_policy_fragment: 'value',
};

/** Ids that mark a security check. */
const CHECK = /^check-/;

/** Every security check in the policy documents and fragments of a stack. */
export function findMutations(stack: StackJson): Mutation[] {
  return policyBlocks(stack).flatMap(({ terraformType, terraformName, text }) =>
    idsIn(parseRawXml(unescapeTerraform(text))).map((id) => ({
      name: `${terraformName}/${id}`,
      terraformType,
      terraformName,
      id,
    })),
  );
}

/** The stack without one check: the element is gone, or, when it computes a condition into a variable, always true. */
export function mutateStack(stack: StackJson, mutation: Mutation): StackJson {
  const { terraformType, terraformName, id } = mutation;
  const attribute = POLICY_TEXT[terraformType] ?? '';
  const block = stack.resource[terraformType]?.[terraformName] ?? {};
  const root = parseRawXml(unescapeTerraform(String(block[attribute])));
  const text = escapeTerraform(serialise(neutralise(root, id)));
  return {
    ...stack,
    resource: {
      ...stack.resource,
      [terraformType]: { ...stack.resource[terraformType], [terraformName]: { ...block, [attribute]: text } },
    },
  };
}

function policyBlocks(stack: StackJson): { terraformType: string; terraformName: string; text: string }[] {
  return Object.entries(POLICY_TEXT).flatMap(([terraformType, attribute]) =>
    Object.entries(stack.resource[terraformType] ?? {}).map(([terraformName, block]) => ({
      terraformType,
      terraformName,
      text: String(block[attribute]),
    })),
  );
}

function idOf(element: XmlElement): string {
  return element.attributes.find(({ name }) => name === 'id')?.value ?? '';
}

function idsIn(element: XmlElement): string[] {
  const own = CHECK.test(idOf(element)) ? [idOf(element)] : [];
  return [...own, ...element.children.flatMap((child) => (child.type === 'element' ? idsIn(child) : []))];
}

function neutralise(element: XmlElement, id: string): XmlElement {
  return {
    ...element,
    children: element.children.flatMap((child) => {
      if (child.type === 'text') {
        return [child];
      }
      if (idOf(child) !== id) {
        return [neutralise(child, id)];
      }
      return child.name === 'set-variable' ? [alwaysTrue(child)] : [];
    }),
  };
}

function alwaysTrue(element: XmlElement): XmlElement {
  return {
    ...element,
    attributes: element.attributes.map((attribute) =>
      attribute.name === 'value' ? { ...attribute, value: '@(true)' } : attribute,
    ),
  };
}

function unescapeTerraform(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

function escapeTerraform(text: string): string {
  return text.replaceAll('${', '$${').replaceAll('%{', '%%{');
}
