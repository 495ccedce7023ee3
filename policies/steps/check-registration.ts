import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeList } from './code-list';
import { METADATA, metadataError } from './read-registration';
import { REDIRECT_URI_PATTERN } from './redirect-uri';
import { refuseWhen } from './refuse-when';
import { jsonVariable } from './variables';
import { codeBlock } from './code-block';

/** A query may have 2,048 bytes in APIM, and the redirect URI travels in one, encoded. */
const MAX_REDIRECT_URI_CHARACTERS = 512;
const MAX_REDIRECT_URIS = 10;
const MAX_CLIENT_NAME_CHARACTERS = 100;
const MAX_TEXT_CHARACTERS = 2048;

/** Control characters, and those that change the direction of text: a name with them shows something else on the page. */
const DECEPTIVE_CHARACTERS = '[\\u0000-\\u001f\\u007f-\\u009f\\u200e\\u200f\\u2028-\\u202e\\u2066-\\u2069]';

/** Metadata (RFC 7591 section 2) that has to be text when it is there. */
const TEXT_MEMBERS = [
  'client_uri',
  'logo_uri',
  'tos_uri',
  'policy_uri',
  'scope',
  'software_id',
  'software_version',
  'token_endpoint_auth_method',
];

/** Checks the metadata a client wants to register. A member that is null counts as left out. */
export function checkRegistration(): readonly XmlElement[] {
  const metadata = jsonVariable(METADATA);
  return [
    refuseWhen({
      condition: codeBlock(csharp`
      var uris = ${metadata}["redirect_uris"] as JArray;
      if (uris == null || uris.Count < 1 || uris.Count > ${MAX_REDIRECT_URIS}) { return true; }
      foreach (var uri in uris) {
        if (uri.Type != JTokenType.String || ((string)uri).Length > ${MAX_REDIRECT_URI_CHARACTERS}) { return true; }
      }
      return false;`),
      answer: metadataError(
        `redirect_uris has 1 to ${MAX_REDIRECT_URIS} texts of at most ${MAX_REDIRECT_URI_CHARACTERS} characters.`,
        'invalid_redirect_uri',
      ),
    }),
    refuseWhen({
      id: 'check-registered-redirect-uris',
      condition: codeBlock(csharp`
      foreach (var uri in (JArray)${metadata}["redirect_uris"]) {
        if (!Regex.IsMatch((string)uri, ${REDIRECT_URI_PATTERN})) { return true; }
      }
      return false;`),
      answer: metadataError(
        'A redirect URI is https, or http on 127.0.0.1, [::1] or localhost, without user information and fragment.',
        'invalid_redirect_uri',
      ),
    }),
    refuseWhen({
      id: 'check-client-name',
      condition: codeBlock(csharp`
      var name = ${metadata}["client_name"];
      if (name == null || name.Type == JTokenType.Null) { return false; }
      return name.Type != JTokenType.String || ((string)name).Length > ${MAX_CLIENT_NAME_CHARACTERS} || Regex.IsMatch((string)name, ${DECEPTIVE_CHARACTERS});`),
      answer: metadataError(
        `client_name is a text of at most ${MAX_CLIENT_NAME_CHARACTERS} characters without control characters.`,
      ),
    }),
    refuseWhen({
      condition: codeBlock(csharp`
      foreach (var member in new string[] { ${codeList(TEXT_MEMBERS)} }) {
        var value = ${metadata}[member];
        if (value != null && value.Type != JTokenType.Null && (value.Type != JTokenType.String || ((string)value).Length > ${MAX_TEXT_CHARACTERS})) { return true; }
      }
      return false;`),
      answer: metadataError(`${TEXT_MEMBERS.join(', ')} are texts of at most ${MAX_TEXT_CHARACTERS} characters.`),
    }),
    refuseWhen({
      condition: codeBlock(csharp`
      var type = ${metadata}["application_type"];
      if (type == null || type.Type == JTokenType.Null) { return false; }
      return type.Type != JTokenType.String || ((string)type != "web" && (string)type != "native");`),
      answer: metadataError('application_type is web or native.'),
    }),
    requireMember('grant_types', 'authorization_code'),
    requireMember('response_types', 'code'),
  ];
}

/** A list the server narrows to the one value it supports has to hold that value. */
function requireMember(member: 'grant_types' | 'response_types', supported: string): XmlElement {
  return refuseWhen({
    condition: codeBlock(csharp`
      var value = ${jsonVariable(METADATA)}[${member}];
      if (value == null || value.Type == JTokenType.Null) { return false; }
      if (value.Type != JTokenType.Array) { return true; }
      foreach (var item in (JArray)value) {
        if (item.Type == JTokenType.String && (string)item == ${supported}) { return false; }
      }
      return true;`),
    answer: metadataError(`${member} is a list with ${supported}.`),
  });
}
