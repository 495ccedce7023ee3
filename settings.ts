import { z } from 'zod';
import { BACKEND_SETTINGS, TOGETHER } from './settings/backend-settings';
import { API_MANAGEMENT_SKUS } from './constructs/api-management/api-management-sku';
import { UserError } from './constructs/user-error';
import { isWebOrigin } from './constructs/web-origin';
import { isClientMetadataHost } from './policies/contract/client-metadata-url';
import { TOKEN_AUDIENCES, type StaticClient, type TokenAudience } from './policies/contract/oauth-options';
import { staticClientMistakes } from './policies/contract/static-clients';
import { define, list, text, type SettingDefinition } from './settings/setting-definition';

const integer = (least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);

/** Whether all are e-mail addresses, each once, and not more than an alert tells. */
const areEmails = (values: readonly string[]): boolean =>
  values.length <= 20 &&
  new Set(values).size === values.length &&
  values.every((value) => /^[^\s@]+@[^\s@]+$/.test(value));

/** Reads JSON inside a zod schema: a text that is none is a mistake of its own. */
const parseJson = (value: string, context: z.RefinementCtx): unknown => {
  try {
    return JSON.parse(value);
  } catch {
    context.addIssue('it is not JSON');
    return z.NEVER;
  }
};

const STATIC_CLIENT = z.strictObject({
  id: z.string(),
  name: z.string(),
  redirectUris: z.array(z.string()),
  confidential: z.boolean().optional(),
});

/** Every setting, in the order the documentation lists them. None is required for synth, start, demo or test. */
export const SETTINGS = {
  location: define({
    variable: 'MCP_GATEWAY_LOCATION',
    default: 'swedencentral',
    description: 'Azure region of everything.',
    rule: 'the short name of an Azure region: lower-case letters and digits',
    example: 'swedencentral',
    schema: text(/^[a-z]+[a-z0-9]*$/),
  }),
  namePrefix: define({
    variable: 'MCP_GATEWAY_NAME_PREFIX',
    default: 'mcpgw',
    description: 'First part of every resource name.',
    rule: '2 to 12 lower-case letters, digits and single hyphens, starting with a letter',
    example: 'contoso-mcp',
    schema: text(/^(?=.{2,12}$)[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
  }),
  sku: define({
    variable: 'MCP_GATEWAY_SKU',
    default: 'BasicV2' as (typeof API_MANAGEMENT_SKUS)[number],
    description: 'SKU of API Management, one unit.',
    rule: `one of ${API_MANAGEMENT_SKUS.join(', ')} (Consumption has no cache, no rate-limit-by-key and ends requests after 30 seconds)`,
    example: 'BasicV2',
    schema: z.enum(API_MANAGEMENT_SKUS) as z.ZodType<(typeof API_MANAGEMENT_SKUS)[number], string>,
  }),
  publisherName: define({
    variable: 'MCP_GATEWAY_PUBLISHER_NAME',
    default: 'Azure MCP Gateway',
    description: 'Who operates the gateway; the developer portal shows it.',
    rule: '1 to 100 characters',
    example: 'Contoso Platform Team',
    schema: text(/^.{1,100}$/),
  }),
  publisherEmail: define({
    variable: 'MCP_GATEWAY_PUBLISHER_EMAIL',
    default: 'mcp-gateway@example.com',
    description: 'Where Azure sends notices about API Management. Set it before you deploy.',
    rule: 'an e-mail address of at most 100 characters',
    example: 'platform@contoso.com',
    schema: text(/^(?=.{3,100}$)[^\s@]+@[^\s@]+$/),
  }),
  allowedOrigins: define({
    variable: 'MCP_GATEWAY_ALLOWED_ORIGINS',
    default: [] as readonly string[],
    description: 'Web origins whose pages may call the MCP endpoints, separated by commas. Programs are not affected.',
    rule: 'web origins separated by commas: https://host[:port] or http://localhost[:port], without path or trailing slash',
    example: 'https://app.contoso.com,http://localhost:6274',
    schema: z
      .string()
      .transform((value): readonly string[] => list(value))
      .refine((origins) => origins.every(isWebOrigin)),
  }),
  clientMetadataHosts: define({
    variable: 'MCP_GATEWAY_CLIENT_METADATA_HOSTS',
    default: [] as readonly string[],
    description: 'Hosts whose client metadata documents are read, separated by commas. See docs/clients.md.',
    rule: 'public host names separated by commas, in lower case, without scheme, port and path',
    example: 'vscode.dev,claude.ai',
    schema: z
      .string()
      .transform((value): readonly string[] => list(value))
      .refine((hosts) => hosts.every(isClientMetadataHost)),
  }),
  staticClients: define({
    variable: 'MCP_GATEWAY_STATIC_CLIENTS',
    default: [] as readonly StaticClient[],
    description: 'Clients that need not register, as JSON. See docs/clients.md.',
    rule: 'a JSON list of {"id", "name", "redirectUris", "confidential"?}',
    example: '[{"id":"my-agent","name":"My agent","redirectUris":["https://agent.example.com/callback"]}]',
    schema: z
      .string()
      .transform(parseJson)
      .pipe(z.array(STATIC_CLIENT))
      .superRefine((clients, context) => {
        for (const message of staticClientMistakes(clients, { privateUseSchemes: true })) context.addIssue(message);
      })
      .transform((clients): readonly StaticClient[] => clients),
  }),
  privateUseSchemes: define({
    variable: 'MCP_GATEWAY_PRIVATE_USE_SCHEMES',
    default: false,
    description: 'Whether clients may use redirect URIs with a scheme of their own, like `com.example.app:/callback`.',
    rule: '"true" or "false"',
    example: 'true',
    schema: z.enum(['true', 'false']).transform((value) => value === 'true') as z.ZodType<boolean, string>,
  }),
  tokenAudience: define({
    variable: 'MCP_GATEWAY_TOKEN_AUDIENCE',
    default: 'backend' as TokenAudience,
    description:
      'What a token opens: `backend`, the endpoint its login was for; `gateway`, every endpoint after one login.',
    rule: `one of ${TOKEN_AUDIENCES.join(', ')}`,
    example: 'gateway',
    schema: z.enum(TOKEN_AUDIENCES) as z.ZodType<TokenAudience, string>,
  }),
  defaultResource: define({
    variable: 'MCP_GATEWAY_DEFAULT_RESOURCE',
    default: '',
    description: 'Name of the backend a login is for when the client names none, and neither do its scopes.',
    rule: 'the name of a backend: lower-case letters, digits and single hyphens',
    example: 'functions',
    schema: text(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/),
  }),
  ...BACKEND_SETTINGS,
  alertEmails: define({
    variable: 'MCP_GATEWAY_ALERT_EMAILS',
    default: 'publisher' as 'publisher' | readonly string[],
    description: 'Who is told of failures and refused logins: `publisher`, `none`, or addresses separated by commas.',
    rule: '"publisher", "none", or 1 to 20 different e-mail addresses separated by commas',
    example: 'oncall@contoso.com',
    schema: z
      .string()
      .transform((value) => (value === 'publisher' ? value : value === 'none' ? [] : list(value)))
      .refine((value) => value === 'publisher' || areEmails(value)) as z.ZodType<
      'publisher' | readonly string[],
      string
    >,
  }),
  logRetentionDays: define({
    variable: 'MCP_GATEWAY_LOG_RETENTION_DAYS',
    default: 30,
    description: 'Days that logs are kept.',
    rule: 'a whole number from 30 to 730',
    example: '30',
    schema: integer(30, 730),
  }),
  tags: define({
    variable: 'MCP_GATEWAY_TAGS',
    default: {} as Readonly<Record<string, string>>,
    description: 'Tags on every resource that takes tags, as name=value separated by commas.',
    rule: 'at most 50 different name=value pairs separated by commas; a name has 1 to 512 characters without <>%&\\?/, a value at most 256',
    example: 'team=platform,environment=test',
    schema: z
      .string()
      .transform(list)
      .refine((pairs) => pairs.every((pair) => /^[^<>%&\\?/=]{1,512}=.{0,256}$/.test(pair)))
      .transform((pairs) => pairs.map((pair): [string, string] => split(pair)))
      .refine((pairs) => pairs.length <= 50 && new Set(pairs.map(([name]) => name.toLowerCase())).size === pairs.length)
      .transform((pairs): Readonly<Record<string, string>> => Object.fromEntries(pairs)),
  }),
  activeKeySlot: define({
    variable: 'MCP_GATEWAY_ACTIVE_KEY_SLOT',
    default: 'a' as 'a' | 'b',
    description:
      'The key slot that seals tokens. To rotate, renew the other slot, deploy, wait four hours, switch, deploy.',
    rule: '"a" or "b"',
    example: 'b',
    schema: z.enum(['a', 'b']) as z.ZodType<'a' | 'b', string>,
  }),
  keyGenerationA: define({
    variable: 'MCP_GATEWAY_KEY_A_GENERATION',
    default: 1,
    description: 'Count up to renew the key in slot a.',
    rule: 'a whole number from 1',
    example: '2',
    schema: integer(1, 999_999_999),
  }),
  keyGenerationB: define({
    variable: 'MCP_GATEWAY_KEY_B_GENERATION',
    default: 1,
    description: 'Count up to renew the key in slot b.',
    rule: 'a whole number from 1',
    example: '2',
    schema: integer(1, 999_999_999),
  }),
} as const;

/** The settings of one deployment, checked. */
export type Settings = {
  readonly [Name in keyof typeof SETTINGS]: (typeof SETTINGS)[Name]['default'];
};

/** Settings that break their rules; the message has a line for each and no stack is wanted. */
export class SettingsError extends UserError {
  override readonly name = 'SettingsError';

  constructor(
    /** The variables with mistakes, in the order of {@link SETTINGS}. */
    readonly variables: readonly string[],
    lines: readonly string[],
  ) {
    super(`The settings have ${lines.length === 1 ? 'a mistake' : `${lines.length} mistakes`}:\n${lines.join('\n')}`);
  }
}

/** The environment that settings are read from. */
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads every setting from environment variables, those of the process unless others are given. A variable that is not set or empty means the default.
 * @throws SettingsError with every mistake at once: variable, value, rule, fix
 */
export function readSettings(env: Environment = process.env): Settings {
  const mistakes: { variable: string; line: string }[] = [];
  const values = Object.entries(SETTINGS).map(([name, setting]): [string, unknown] => {
    const written = writtenValue(setting, env);
    if (written === '') return [name, setting.default];
    const result = setting.schema.safeParse(written);
    if (result.success) return [name, result.data];
    mistakes.push({
      variable: setting.variable,
      line: `  ${setting.variable} is ${JSON.stringify(written)} but must be ${setting.rule}. Set it like ${setting.variable}=${setting.example}, or unset it for the default.${details(result.error)}`,
    });
    return [name, undefined];
  });
  mistakes.push(...missingParts(env));
  if (mistakes.length > 0) {
    throw new SettingsError(
      mistakes.map(({ variable }) => variable),
      mistakes.map(({ line }) => line),
    );
  }
  return Object.fromEntries(values) as Settings;
}

function writtenValue(
  { variable, secret }: Pick<SettingDefinition<unknown>, 'variable' | 'secret'>,
  env: Environment,
): string {
  const own = env[variable]?.trim() ?? '';
  return own === '' && secret === true ? (env[`TF_VAR_${variable.toLowerCase()}`]?.trim() ?? '') : own;
}

/** What is missing of settings that belong together. */
function missingParts(env: Environment): { variable: string; line: string }[] {
  return TOGETHER.flatMap((names) => {
    const parts = names.map((name) => SETTINGS[name]);
    const missing = parts.filter((part) => writtenValue(part, env) === '');
    if (missing.length === parts.length) return [];
    const all = parts.map(({ variable }) => variable).join(', ');
    return missing.map(({ variable, rule, example }) => ({
      variable,
      line: `  ${variable} is not set, and ${all} belong together; it must be ${rule}. Set it like ${variable}=${example}, or unset the others.`,
    }));
  });
}

/** What exactly is wrong with a value of several parts: a line for each. */
function details({ issues }: z.ZodError): string {
  return issues
    .filter(({ path, code, message }) => path.length > 0 || (code === 'custom' && message !== 'Invalid input'))
    .map(({ path, message }) => {
      const place = path.map((step) => (typeof step === 'number' ? `[${step}]` : `.${String(step)}`)).join('');
      return `\n    ${place === '' ? '' : `${place}: `}${message}`;
    })
    .join('');
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
