import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, resolve, sep } from 'node:path';
import { unzipSync } from 'fflate';
import type { ResolvedResource } from '../../stack/resolved-stack';

/** `extensions.mcp` of host.json: what the MCP server says about itself. */
export interface McpHostSettings {
  readonly serverName: string;
  readonly serverVersion: string;
  readonly instructions: string | undefined;
  /** Whether the host asks for the system key; not when `system.webhookAuthorizationLevel` is `Anonymous`. */
  readonly asksForKey: boolean;
}

/** A deployment package, unpacked. */
export interface FunctionPackage {
  /** Absolute path of the file that `main` of package.json names. */
  readonly entry: string;
  readonly mcp: McpHostSettings;
}

/**
 * Unpacks the zip that a function app deploys, as Azure does.
 * @param directory folder of the cdk.tf.json, to which `zip_deploy_file` is relative
 * @param target existing, empty folder that receives the files
 * @throws Error naming the function app, the file and what is wrong with it
 */
export async function unpackFunctionPackage(
  app: ResolvedResource,
  directory: string,
  target: string,
): Promise<FunctionPackage> {
  const archive = app.attributes.zip_deploy_file;
  if (typeof archive !== 'string' || archive === '') {
    throw new Error(
      `${app.address} deploys no package: zip_deploy_file is not set. The local gateway runs what the stack deploys; set zip_deploy_file.`,
    );
  }
  const fail = (problem: string, cause?: unknown): Error =>
    new Error(`${app.address}: the package ${archive} (zip_deploy_file) ${problem}`, { cause });

  const bytes = await readFile(resolve(directory, archive)).catch((error: unknown) => {
    throw fail('cannot be read. Synthesise the stack again.', error);
  });
  const files = readZip(bytes, fail);
  for (const [name, content] of files) {
    const path = join(target, name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, content);
  }
  const text = (name: string): string => {
    const content = files.get(name);
    if (content === undefined) {
      throw fail(`holds no ${name} at its root. Azure Functions needs one.`);
    }
    return Buffer.from(content).toString('utf8');
  };
  const json = (name: string): Readonly<Record<string, unknown>> => {
    try {
      return block(JSON.parse(text(name)));
    } catch (error) {
      throw error instanceof SyntaxError ? fail(`holds a ${name} that is no JSON: ${error.message}`, error) : error;
    }
  };
  const host = json('host.json');
  const main = json('package.json').main;
  if (typeof main !== 'string' || !files.has(normalize(main).split(sep).join('/'))) {
    throw fail(
      `names ${JSON.stringify(main) ?? 'nothing'} as "main" in package.json, which is no file of the package. Name the bundle; patterns are not provided locally.`,
    );
  }
  return { entry: join(target, main), mcp: mcpSettings(host) };
}

function readZip(bytes: Buffer, fail: (problem: string, cause?: unknown) => Error): ReadonlyMap<string, Uint8Array> {
  let entries: Record<string, Uint8Array>;
  try {
    entries = unzipSync(bytes);
  } catch (error) {
    throw fail('is no zip file.', error);
  }
  const files = new Map<string, Uint8Array>();
  for (const [name, content] of Object.entries(entries)) {
    // An entry that points outside the package would be written outside the temporary folder.
    if (/^[/\\]|^[A-Za-z]:|(?:^|[/\\])\.\.(?:[/\\]|$)/.test(name)) {
      throw fail(`holds an entry outside the package: ${JSON.stringify(name)}.`);
    }
    if (!name.endsWith('/')) {
      files.set(name, content);
    }
  }
  return files;
}

function mcpSettings(host: Readonly<Record<string, unknown>>): McpHostSettings {
  const mcp = block(block(host.extensions).mcp);
  return {
    serverName: typeof mcp.serverName === 'string' ? mcp.serverName : 'Azure Functions MCP server',
    serverVersion: typeof mcp.serverVersion === 'string' ? mcp.serverVersion : '1.0.0',
    instructions: typeof mcp.instructions === 'string' ? mcp.instructions : undefined,
    asksForKey: String(block(mcp.system).webhookAuthorizationLevel).toLowerCase() !== 'anonymous',
  };
}

function block(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
