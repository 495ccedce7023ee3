import {
  describeRedirectUris,
  MAX_REDIRECT_URI_CHARACTERS,
  MAX_REDIRECT_URIS,
  type RedirectUriOptions,
} from '../contract/redirect-uri';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { redirectUriPattern } from './redirect-uri';
import { jsonVariable } from './variables';

/** Variable with client metadata (RFC 7591 section 2), a JSON object: of a registration request, or of a document. */
export const METADATA = 'metadata';

/** One rule that client metadata keeps, wherever it comes from. */
export interface ClientMetadataRule {
  /** `check-...` when an attacker gains by breaking it. */
  readonly id?: string;
  /** Policy expression over {@link METADATA}: true when the rule is broken. Never throws. */
  readonly condition: string;
  readonly error: 'invalid_client_metadata' | 'invalid_redirect_uri';
  /** The rule as a sentence for the developer of the client. */
  readonly message: string;
}

const MAX_CLIENT_NAME_CHARACTERS = 100;
const MAX_TEXT_CHARACTERS = 2048;

/** Control characters, and those that change the direction of text: a name with them shows something else on the page. */
const DECEPTIVE_CHARACTERS = '[\\u0000-\\u001f\\u007f-\\u009f\\u061c\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]';

/** Members that are text when they are there. */
const TEXTS = ['scope', 'software_id', 'software_version', 'software_statement', 'token_endpoint_auth_method'];

/** Members that are a web address when they are there. Some clients send an empty text instead of none. */
const WEB_ADDRESSES = ['client_uri', 'logo_uri', 'tos_uri', 'policy_uri', 'jwks_uri'];

/** Members that are lists of texts when they are there. */
const LISTS = ['contacts', 'grant_types', 'response_types'];

/** The rules in the order they are checked. A member that is null counts as left out. */
export function clientMetadataRules(options: RedirectUriOptions): readonly ClientMetadataRule[] {
  return [
    {
      condition: codeBlock(csharp`
      var uris = ${jsonVariable(METADATA)}["redirect_uris"] as JArray;
      if (uris == null || uris.Count < 1 || uris.Count > ${MAX_REDIRECT_URIS}) { return true; }
      foreach (var uri in uris) {
        if (uri.Type != JTokenType.String || ((string)uri).Length > ${MAX_REDIRECT_URI_CHARACTERS}) { return true; }
      }
      return false;`),
      error: 'invalid_redirect_uri',
      message: `redirect_uris has 1 to ${MAX_REDIRECT_URIS} texts of at most ${MAX_REDIRECT_URI_CHARACTERS} characters.`,
    },
    {
      id: 'check-registered-redirect-uris',
      condition: codeBlock(csharp`
      var uris = ${jsonVariable(METADATA)}["redirect_uris"] as JArray;
      if (uris == null) { return true; }
      foreach (var uri in uris) {
        if (uri.Type != JTokenType.String || !Regex.IsMatch((string)uri, ${redirectUriPattern(options)})) { return true; }
      }
      return false;`),
      error: 'invalid_redirect_uri',
      message: `A redirect URI is ${describeRedirectUris(options)}.`,
    },
    {
      id: 'check-client-name',
      condition: whenPresent(
        'client_name',
        csharp`value.Type != JTokenType.String || ((string)value).Length > ${MAX_CLIENT_NAME_CHARACTERS} || Regex.IsMatch((string)value, ${DECEPTIVE_CHARACTERS})`,
      ),
      error: 'invalid_client_metadata',
      message: `client_name is a text of at most ${MAX_CLIENT_NAME_CHARACTERS} characters without control characters.`,
    },
    {
      condition: anyOf(
        TEXTS,
        csharp`value.Type != JTokenType.String || ((string)value).Length > ${MAX_TEXT_CHARACTERS}`,
      ),
      error: 'invalid_client_metadata',
      message: `${TEXTS.join(', ')} are texts of at most ${MAX_TEXT_CHARACTERS} characters.`,
    },
    {
      condition: anyOf(
        WEB_ADDRESSES,
        csharp`value.Type != JTokenType.String || ((string)value).Length > ${MAX_TEXT_CHARACTERS} || (string)value != "" && !Regex.IsMatch((string)value, "^https?://[^\\s]+\\z")`,
      ),
      error: 'invalid_client_metadata',
      message: `${WEB_ADDRESSES.join(', ')} are web addresses of at most ${MAX_TEXT_CHARACTERS} characters.`,
    },
    {
      condition: anyOf(
        LISTS,
        csharp`value.Type != JTokenType.Array || value.Any(item => item.Type != JTokenType.String)`,
      ),
      error: 'invalid_client_metadata',
      message: `${LISTS.join(', ')} are lists of texts.`,
    },
    {
      condition: whenPresent('jwks', csharp`value.Type != JTokenType.Object`),
      error: 'invalid_client_metadata',
      message: 'jwks is an object.',
    },
    {
      condition: whenPresent(
        'application_type',
        csharp`value.Type != JTokenType.String || (string)value != "web" && (string)value != "native"`,
      ),
      error: 'invalid_client_metadata',
      message: 'application_type is web or native.',
    },
    requires('grant_types', 'authorization_code'),
    requires('response_types', 'code'),
  ];
}

/** A list that the gateway narrows to what it offers has to hold what every login uses. */
function requires(member: string, needed: string): ClientMetadataRule {
  return {
    condition: whenPresent(
      member,
      csharp`value.Type != JTokenType.Array || !value.Any(item => item.Type == JTokenType.String && (string)item == ${needed})`,
    ),
    error: 'invalid_client_metadata',
    message: `${member} has ${needed}.`,
  };
}

/** Policy expression: whether a member is there and this C# over its `value` holds. */
function whenPresent(member: string, broken: CSharpCode): string {
  return codeBlock(csharp`
      var value = ${jsonVariable(METADATA)}[${member}];
      return value != null && value.Type != JTokenType.Null && (${broken});`);
}

/** Policy expression: whether {@link whenPresent} holds for one of the members. */
function anyOf(members: readonly string[], broken: CSharpCode): string {
  return codeBlock(csharp`
      foreach (var member in new string[] { ${codeList(members)} }) {
        var value = ${jsonVariable(METADATA)}[member];
        if (value != null && value.Type != JTokenType.Null && (${broken})) { return true; }
      }
      return false;`);
}
