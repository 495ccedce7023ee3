import { readFile } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { errorCode, errorMessage } from '../gateway/error-details';
import { StackError } from './stack-error';

/** A Terraform JSON file as parsed, with the folder that its relative paths start from. */
export interface StackFile {
  readonly path: string;
  readonly directory: string;
  readonly json: TerraformFile;
}

/** The top level of a Terraform JSON file, as far as the local gateway reads it. */
export interface TerraformFile {
  readonly resource?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly data?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly variable?: Readonly<Record<string, unknown>>;
  readonly locals?: Readonly<Record<string, unknown>>;
  readonly output?: Readonly<Record<string, unknown>>;
}

/**
 * Reads a synthesised stack (`cdk.tf.json`).
 * @param path absolute, or relative to the working directory
 * @throws StackError when the file is missing, is not Terraform JSON, or holds no API Management service
 */
export async function readStackFile(path: string): Promise<StackFile> {
  const absolute = resolve(path);
  const json = parse(path, await readText(path, absolute));
  const services = [json.resource, json.data].flatMap((blocks) => Object.keys(blocks?.azurerm_api_management ?? {}));
  if (services.length === 0) {
    throw new StackError([
      `${path}: no azurerm_api_management in it, neither a resource nor a data source. The local gateway serves a stack with an API Management service, ` +
        'its APIs, operations and policies, as `cdktf synth` writes it to cdktf.out/stacks/<name>/cdk.tf.json.',
    ]);
  }
  return { path, directory: dirname(absolute), json };
}

async function readText(path: string, absolute: string): Promise<string> {
  try {
    return await readFile(absolute, 'utf8');
  } catch (error) {
    const code = errorCode(error);
    const why =
      code === 'ENOENT' ? 'no such file' : code === 'EISDIR' ? 'it is a folder' : `it cannot be read (${code})`;
    throw new StackError([
      `${path}: ${why}. Name the cdk.tf.json of a synthesised stack, for instance cdktf.out/stacks/<name>/cdk.tf.json.`,
    ]);
  }
}

function parse(path: string, text: string): TerraformFile {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new StackError([
      `${path}: not JSON (${errorMessage(error)}). The local gateway reads Terraform JSON, the cdk.tf.json that \`cdktf synth\` writes.`,
    ]);
  }
  if (typeof json !== 'object' || json === null || Array.isArray(json)) {
    throw new StackError([`${path}: the top level is not an object, so it is not Terraform JSON.`]);
  }
  const problems: string[] = [];
  for (const key of ['resource', 'data', 'variable', 'locals', 'output'] as const) {
    const block: unknown = Reflect.get(json, key);
    if (block !== undefined && (typeof block !== 'object' || block === null || Array.isArray(block))) {
      problems.push(
        `${path}: "${key}" is not an object. Terraform JSON keys ${key} blocks by ${key === 'resource' || key === 'data' ? 'type and name' : 'name'}.`,
      );
    }
  }
  if (problems.length > 0) throw new StackError(problems);
  return json;
}
