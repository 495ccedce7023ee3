import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { synthesise } from '../main';
import { findReferences } from '../policies/language/lint/find-references';
import { parseRawXml } from '../policies/language/xml/parse';
import { readSettings } from '../settings';

type Block = Record<string, unknown> & { depends_on?: string[] };
interface TerraformFile {
  readonly resource: Record<string, Record<string, Block>>;
  readonly data: Record<string, Record<string, Block>>;
  readonly output: Record<string, { readonly value: unknown }>;
  readonly terraform: { readonly backend: unknown };
}

const folders: string[] = [];
async function synthesised(): Promise<{ readonly folder: string; readonly stackFile: string; readonly text: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'synth-'));
  folders.push(folder);
  const { stackFile } = await synthesise({ outdir: join(folder, 'out', 'here'), settings: readSettings({}) });
  return { folder, stackFile, text: readFileSync(stackFile, 'utf8') };
}

let one: Awaited<ReturnType<typeof synthesised>>;
let file: TerraformFile;
beforeAll(async () => {
  one = await synthesised();
  file = JSON.parse(one.text) as TerraformFile;
});
afterAll(() => folders.forEach((folder) => rmSync(folder, { recursive: true, force: true })));

/** Every address in the file and its block. */
function blocks(): Map<string, Block> {
  const all = new Map<string, Block>();
  for (const [prefix, types] of [
    ['', file.resource],
    ['data.', file.data],
  ] as const) {
    for (const [type, named] of Object.entries(types)) {
      for (const [name, block] of Object.entries(named)) all.set(`${prefix}${type}.${name}`, block);
    }
  }
  return all;
}

/** The text of a policy or fragment as Azure gets it. */
function unescaped(text: unknown): string {
  return String(text).replaceAll('$${', '${').replaceAll('%%{', '%{');
}

function documents(): { readonly address: string; readonly block: Block; readonly text: string }[] {
  return [...blocks()].flatMap(([address, block]) => {
    const text = block.xml_content ?? (address.includes('policy_fragment.') ? block.value : undefined);
    return text === undefined ? [] : [{ address, block, text: unescaped(text) }];
  });
}

function strings(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(strings) : [];
}

function attributeNames(value: unknown): string[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...attributeNames(inner)]);
}

describe('synthesise', () => {
  it('writes the stack below the folder it is given, and says where', () => {
    expect(one.stackFile).toBe(join(one.folder, 'out', 'here', 'stacks', 'mcp-gateway', 'cdk.tf.json'));
  });

  it('gives the same bytes and the same assets every time', async () => {
    const two = await synthesised();
    expect(two.text).toBe(one.text);
    const assets = (stackFile: string): unknown =>
      readdirSync(join(dirname(stackFile), 'assets'), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map((entry) => readFileSync(join(entry.parentPath, entry.name)).toString('base64'));
    expect(assets(two.stackFile)).toEqual(assets(one.stackFile));
  });

  it('writes no path of this machine', () => {
    for (const path of [one.folder, process.cwd(), homedir(), tmpdir()].filter((path) => path.length > 1)) {
      expect(one.text).not.toContain(`${path}/`);
      expect(one.text).not.toContain(`"${path}"`);
    }
  });

  it('keeps its state beside itself', () => {
    expect(file.terraform.backend).toEqual({ local: { path: 'terraform.mcp-gateway.tfstate' } });
  });

  it('leaves no unresolved token', () => {
    expect(one.text).not.toMatch(/TfToken|Token\[/);
  });

  it('refers to blocks in the file only', () => {
    const known = blocks();
    const references = strings(JSON.parse(one.text)).flatMap((text) =>
      [...text.matchAll(/(?<!\$)\$\{((?:data\.)?\w+\.[\w-]+)/g)].map((match) => match[1] ?? ''),
    );
    expect(references.length).toBeGreaterThan(50);
    expect(references.filter((address) => !known.has(address))).toEqual([]);
    const dependencies = [...known.values()].flatMap(({ depends_on = [] }) => depends_on);
    expect(dependencies.filter((address) => !known.has(address))).toEqual([]);
  });

  it('holds no secret: every secret named value is a reference', () => {
    const secrets = Object.values(file.resource.azurerm_api_management_named_value ?? {}).filter(
      ({ secret }) => secret,
    );
    expect(secrets.map(({ name }) => name).sort()).toEqual(['functions-credential', 'seal-key-a', 'seal-key-b']);
    for (const { value } of secrets) expect(value).toBeUndefined();
    const written = Object.values(file.resource.azapi_resource_action ?? {});
    expect(written).toHaveLength(secrets.length);
    const reference: unknown = expect.stringMatching(/^\$\{[^}]+\}$/);
    for (const { body } of written) expect(body).toEqual({ properties: { value: reference } });
    expect(one.text).not.toMatch(/AccountKey=|SharedAccess|InstrumentationKey=/i);
    // Policies name the OAuth parameter `client_secret`; an attribute of this name would hold one.
    const attributes = [...blocks().values()].flatMap(attributeNames);
    expect(attributes.length).toBeGreaterThan(100);
    expect(attributes.filter((name) => /password|client_secret/i.test(name))).toEqual([]);
  });

  it('reads a secret from the vault once it is there and the gateway may', () => {
    const values = Object.values(file.resource.azurerm_api_management_named_value ?? {});
    const known = blocks();
    for (const { name, depends_on = [] } of values.filter(({ secret }) => secret)) {
      const before = depends_on.map((address) => known.get(address));
      expect(before).toContainEqual(
        expect.objectContaining({ resource_id: expect.stringContaining(`/secrets/${String(name)}`) as unknown }),
      );
      expect(before).toContainEqual(expect.objectContaining({ role_definition_name: 'Key Vault Secrets User' }));
    }
  });

  it('puts no Terraform reference into a policy', () => {
    for (const { block } of documents()) {
      const text = String(block.xml_content ?? block.value);
      expect(text.replaceAll('$${', '').replaceAll('%%{', '')).not.toMatch(/[$%]\{/);
    }
  });

  it('deploys what a policy names before the policy', () => {
    const byName = new Map(
      [...blocks()].flatMap(([address, block]): [string, string][] => {
        const [type = ''] = address.split('.');
        const kind = type.replace('azurerm_api_management_', '');
        return ['named_value', 'policy_fragment', 'logger', 'backend'].includes(kind)
          ? [[`${kind} ${String(block.name)}`, address]]
          : [];
      }),
    );
    let found = 0;
    for (const { address, block, text } of documents()) {
      const { namedValues, fragments, backends, loggers } = findReferences(parseRawXml(text));
      const needed = [
        ...namedValues.map((name) => `named_value ${name}`),
        ...fragments.map((name) => `policy_fragment ${name}`),
        ...backends.map((name) => `backend ${name}`),
        ...loggers.map((name) => `logger ${name}`),
      ].map((key) => byName.get(key) ?? `missing ${key} in ${address}`);
      expect([...(block.depends_on ?? [])].sort()).toEqual([...new Set(needed)].sort());
      found += needed.length;
    }
    expect(found).toBeGreaterThan(10);
  });

  it('gives the function app its roles before its package, and reads its key after it', () => {
    const [app = {}] = Object.values(file.resource.azurerm_function_app_flex_consumption ?? {});
    expect(app.depends_on).toHaveLength(3);
    const [keys = {}] = Object.values(file.data.azapi_resource_action ?? {});
    expect(keys.depends_on).toEqual([expect.stringMatching(/^azurerm_function_app_flex_consumption\./)]);
  });

  it('packs the functions where the file says', () => {
    const [app = {}] = Object.values(file.resource.azurerm_function_app_flex_consumption ?? {});
    const archive = readFileSync(join(dirname(one.stackFile), String(app.zip_deploy_file)));
    expect(Object.keys(unzipSync(archive)).sort()).toEqual(['dist/index.js', 'host.json', 'package.json']);
  });

  it('writes the four outputs', () => {
    expect(Object.keys(file.output).sort()).toEqual([
      'function_app_name',
      'gateway_url',
      'mcp_endpoints',
      'resource_group_name',
    ]);
    expect(file.output.mcp_endpoints?.value).toEqual({
      functions: expect.stringMatching(/^\$\{azurerm_api_management\.[\w-]+\.gateway_url\}\/mcp$/) as string,
    });
  });

  it('declares no operation twice and none for OPTIONS', () => {
    const operations = Object.values(file.resource.azurerm_api_management_api_operation ?? {}).map(
      ({ api_name, method, url_template }) => `${String(api_name)} ${String(method)} ${String(url_template)}`,
    );
    expect(new Set(operations).size).toBe(operations.length);
    expect(operations.filter((operation) => operation.includes(' OPTIONS '))).toEqual([]);
  });
});
