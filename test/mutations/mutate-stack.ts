import { parseRawXml } from '../../policies/language/xml/parse';
import { serialise } from '../../policies/language/xml/serialise';
import type { XmlElement, XmlNode } from '../../policies/language/xml/node';
import { attributeOf, checksIn, expressionOf, idOf, withAttribute } from './policy-elements';

/** A synthesised stack as parsed JSON, as far as mutations touch it. */
export interface StackJson {
  readonly resource: Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, unknown>>>>>>;
}

/** One security check of the artefact that can be taken out. */
export interface Mutation {
  /** `<document>/<id>`, for instance `mcp-check-token/check-token-mac`; a part of a check has a third name after a dot. */
  readonly name: string;
  readonly terraformType: string;
  readonly terraformName: string;
  readonly id: string;
  /** What happens to the element with this id. @default it is taken out whole */
  readonly change?: (element: XmlElement) => XmlElement;
}

const POLICY_TEXT: Readonly<Record<string, string>> = {
  azurerm_api_management_policy: 'xml_content',
  azurerm_api_management_api_policy: 'xml_content',
  azurerm_api_management_api_operation_policy: 'xml_content',
  azurerm_api_management_policy_fragment: 'value',
};

/** The checks that one `validate-jwt` consists of, each with what takes it alone away. */
const PARTS_OF_VALIDATE_JWT: Readonly<Record<string, (element: XmlElement) => XmlElement>> = {
  audience: (element) => withoutChild(element, 'audiences'),
  issuer: (element) => withoutChild(element, 'issuers'),
  signature: (element) => withAttribute(element, 'require-signed-tokens', 'false'),
  'expiration-time': (element) => withAttribute(element, 'require-expiration-time', 'false'),
  // Longer than any clock differs.
  expiry: (element) => withAttribute(element, 'clock-skew', '2000000000'),
};

/** The checks that one `validate-azure-ad-token` consists of: what the token is for, and each claim it has to carry. */
const PARTS_OF_VALIDATE_AZURE_AD_TOKEN: typeof PARTS_OF_VALIDATE_JWT = {
  audience: believeAudience,
  idtyp: (element) => withoutClaim(element, 'idtyp'),
  roles: (element) => withoutClaim(element, 'roles'),
};

const PARTS: Readonly<Record<string, typeof PARTS_OF_VALIDATE_JWT>> = {
  'validate-jwt': PARTS_OF_VALIDATE_JWT,
  'validate-azure-ad-token': PARTS_OF_VALIDATE_AZURE_AD_TOKEN,
};

/** Every security check in the policy documents and fragments of a stack. */
export function findMutations(stack: StackJson): Mutation[] {
  return policyBlocks(stack).flatMap(({ terraformType, terraformName, text }) =>
    checksIn(parseRawXml(unescapeTerraform(text))).flatMap((element) => {
      const whole = { terraformType, terraformName, id: idOf(element) };
      const name = `${documentName(terraformName)}/${whole.id}`;
      const parts = Object.entries(PARTS[element.name] ?? {});
      return [{ ...whole, name }, ...parts.map(([part, change]) => ({ ...whole, name: `${name}.${part}`, change }))];
    }),
  );
}

/**
 * The stack without one check: the element is gone, or, when it computes a condition into a variable, always true. A
 * `validate-jwt` or `validate-azure-ad-token` reads the token and believes it.
 */
export function mutateStack(stack: StackJson, mutation: Mutation): StackJson {
  const { terraformType, terraformName, id, change } = mutation;
  const attribute = POLICY_TEXT[terraformType] ?? '';
  const block = stack.resource[terraformType]?.[terraformName] ?? {};
  const text = escapeTerraform(serialise(rewrite(readDocument(stack, mutation), id, change ?? takeOut)));
  return {
    ...stack,
    resource: {
      ...stack.resource,
      [terraformType]: { ...stack.resource[terraformType], [terraformName]: { ...block, [attribute]: text } },
    },
  };
}

/** The policies of the document a mutation is in. */
export function readDocument(stack: StackJson, { terraformType, terraformName }: Mutation): XmlElement {
  const attribute = POLICY_TEXT[terraformType] ?? '';
  return parseRawXml(unescapeTerraform(String(stack.resource[terraformType]?.[terraformName]?.[attribute])));
}

/** The name of a document in a Terraform name, which has the constructs around it and ends in a hash. */
function documentName(terraformName: string): string {
  return terraformName
    .replace(/_[0-9A-F]{8}$/, '')
    .replace(/^gateway_(?:oauth|api-management)_(?:fragment-)?/, '')
    .replace(/[_-]policy$/, '')
    .replaceAll('_', '-');
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

function rewrite(element: XmlElement, id: string, change: (element: XmlElement) => XmlElement | undefined): XmlElement {
  return {
    ...element,
    children: element.children.flatMap((child): XmlNode[] => {
      if (child.type === 'text') {
        return [child];
      }
      const changed = idOf(child) === id ? change(child) : rewrite(child, id, change);
      return changed === undefined ? [] : [changed];
    }),
  };
}

function takeOut(element: XmlElement): XmlElement | undefined {
  if (element.name === 'set-variable') {
    return withAttribute(element, 'value', '@(true)');
  }
  return element.name in PARTS ? readWithoutChecking(element) : undefined;
}

/** What somebody writes who takes any token for a good one: later policies still find its claims. */
function readWithoutChecking(element: XmlElement): XmlElement | undefined {
  const attributes = [
    { name: 'name', value: attributeOf(element, 'output-token-variable-name') },
    { name: 'value', value: `@((${expressionOf(element, 'token-value') ?? '""'}).AsJwt())` },
  ];
  return { type: 'element', name: 'set-variable', attributes, children: [] };
}

/** Takes the audience that the token itself names; the policy wants one. */
function believeAudience(element: XmlElement): XmlElement {
  const value = `@((${expressionOf(element, 'token-value') ?? '""'}).AsJwt().Audiences.First())`;
  const audience: XmlElement = {
    type: 'element',
    name: 'audience',
    attributes: [],
    children: [{ type: 'text', value }],
  };
  return mapChildren(element, 'audiences', (audiences) => ({ ...audiences, children: [audience] }));
}

function withoutClaim(element: XmlElement, claim: string): XmlElement {
  return mapChildren(element, 'required-claims', (claims) => ({
    ...claims,
    children: claims.children.filter((child) => attributeOf(child, 'name') !== claim),
  }));
}

function mapChildren(element: XmlElement, name: string, change: (child: XmlElement) => XmlElement): XmlElement {
  return {
    ...element,
    children: element.children.map((child) =>
      child.type === 'element' && child.name === name ? change(child) : child,
    ),
  };
}

function withoutChild(element: XmlElement, name: string): XmlElement {
  return {
    ...element,
    children: element.children.filter((child) => child.type === 'text' || child.name !== name),
  };
}

function unescapeTerraform(text: string): string {
  return text.replaceAll('$${', '${').replaceAll('%%{', '%{');
}

function escapeTerraform(text: string): string {
  // A function, because `$$` in a replacement text stands for one dollar sign.
  return text.replaceAll('${', () => '$${').replaceAll('%{', '%%{');
}
