import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ExpressionCase } from '../../emulator/expressions/cases/expression-case';
import { synthesise } from '../../main';
import { readService } from '../../policies/language/service/read-service';
import type { TerraformJson } from '../../policies/language/service/terraform-blocks';
import { isExpression } from '../../policies/language/xml/expression-text';
import type { XmlElement } from '../../policies/language/xml/node';
import { parseRawXml } from '../../policies/language/xml/parse';
import { serialise } from '../../policies/language/xml/serialise';
import { readSettings } from '../../settings';
import { allDocuments } from '../policies/documents/example-gateway';

function expressionsOf(element: XmlElement): readonly string[] {
  const attributes = element.attributes.map(({ value }) => value);
  const children = element.children.flatMap((child) => (child.type === 'text' ? [child.value] : expressionsOf(child)));
  return [...attributes, ...children].filter(isExpression);
}

/** Options that add expressions to the policies. */
const OPTIONS = {
  MCP_GATEWAY_CLIENT_METADATA_HOSTS: 'vscode.dev',
  MCP_GATEWAY_STATIC_CLIENTS:
    '[{"id":"agent","name":"Agent","redirectUris":["https://agent.example/callback"],"confidential":true}]',
  MCP_GATEWAY_PRIVATE_USE_SCHEMES: 'true',
};

/**
 * Every expression of every policy document and fragment that a deployment with {@link OPTIONS} sends to Azure, and of the
 * documents of backends that such a deployment does not have.
 */
export async function policyExpressions(): Promise<readonly ExpressionCase[]> {
  const folder = mkdtempSync(join(tmpdir(), 'policy-expressions-'));
  try {
    const { stackFile } = await synthesise({ outdir: folder, settings: readSettings(OPTIONS) });
    const service = readService(JSON.parse(readFileSync(stackFile, 'utf8')) as TerraformJson);
    const operations = service.apis.flatMap((api) => api.operations);
    const documents = [...service.apis, ...operations, ...service.products].flatMap(({ document }) => document ?? []);
    const examples = allDocuments().map(({ document: { name, root } }) => ({
      address: `example ${name}`,
      text: serialise(root),
    }));
    return [...service.policies, ...documents, ...service.fragments, ...examples].flatMap(({ address, text }) => {
      if (text === undefined) throw new Error(`The text of ${address} is not in the stack.`);
      return expressionsOf(parseRawXml(text)).map((expression, index) => ({
        id: `${address}#${index + 1}`,
        expression,
      }));
    });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
