import { z } from 'zod';
import { API_MANAGEMENT_SKUS } from './constructs/api-management-sku';
import { UserError } from './constructs/user-error';
import { isWebOrigin } from './constructs/web-origin';

/** One setting: where it comes from, what it means and what it may be. */
interface SettingDefinition<Value> {
  /** Environment variable. */
  readonly variable: string;
  /** The value when the variable is not set or empty. */
  readonly default: Value;
  /** What it does, as a sentence. */
  readonly description: string;
  /** What a value has to be, as the end of "... must be". */
  readonly rule: string;
  /** A value that works. */
  readonly example: string;
  /** Reads the text of the variable. */
  readonly schema: z.ZodType<Value, string>;
}

const text = (pattern: RegExp): z.ZodType<string, string> => z.string().regex(pattern);

const integer = (least: number, most: number): z.ZodType<number, string> =>
  z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .refine((value) => value >= least && value <= most);

const list = (value: string): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');

const define = <Value>(definition: SettingDefinition<Value>): SettingDefinition<Value> => definition;

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

/**
 * Reads every setting from environment variables, those of the process unless others are given. A variable that is not set or empty means the default.
 * @throws SettingsError with every mistake at once: variable, value, rule, fix
 */
export function readSettings(env: Readonly<Record<string, string | undefined>> = process.env): Settings {
  const mistakes: { variable: string; line: string }[] = [];
  const values = Object.entries(SETTINGS).map(([name, setting]): [string, unknown] => {
    const written = env[setting.variable]?.trim() ?? '';
    if (written === '') return [name, setting.default];
    const result = setting.schema.safeParse(written);
    if (result.success) return [name, result.data];
    mistakes.push({
      variable: setting.variable,
      line: `  ${setting.variable} is ${JSON.stringify(written)} but must be ${setting.rule}. Set it like ${setting.variable}=${setting.example}, or unset it for the default.`,
    });
    return [name, undefined];
  });
  if (mistakes.length > 0) {
    throw new SettingsError(
      mistakes.map(({ variable }) => variable),
      mistakes.map(({ line }) => line),
    );
  }
  return Object.fromEntries(values) as Settings;
}

function split(pair: string): [string, string] {
  const at = pair.indexOf('=');
  return [pair.slice(0, at), pair.slice(at + 1)];
}
