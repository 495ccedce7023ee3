import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { CLIENT_ID } from './find-client';
import { formField } from './read-form';
import { jsonVariable } from './variables';

/** Variable with what the caller says to prove who it is, a JSON object: `id`, `secret` (empty when none), `method`. */
export const CLIENT_CREDENTIALS = 'clientCredentials';

/** How a caller presents its client id and secret; several of them at once are none. */
export type PresentedMethod = 'none' | 'client_secret_post' | 'client_secret_basic' | 'several';

/**
 * Reads client id and secret from the form or from Basic authentication, where both are form-encoded (RFC 6749 section
 * 2.3.1). An empty secret is no secret. Basic credentials nobody can read name no client. Reads `form`; writes
 * {@link CLIENT_CREDENTIALS} and {@link CLIENT_ID}.
 */
export function readClientCredentials(): readonly XmlElement[] {
  return [
    setVariable({
      name: CLIENT_CREDENTIALS,
      value: codeBlock(csharp`
      var id = ${formField('client_id')};
      var secret = ${formField('client_secret')};
      var method = secret == "" ? "none" : "client_secret_post";
      var header = context.Request.Headers.GetValueOrDefault("Authorization", "");
      if (header.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)) {
        var name = "";
        var password = "";
        try {
          var text = Encoding.UTF8.GetString(Convert.FromBase64String(header.Substring(6).Trim()));
          var colon = text.IndexOf(':');
          name = WebUtility.UrlDecode(text.Substring(0, colon));
          password = WebUtility.UrlDecode(text.Substring(colon + 1));
        }
        catch (Exception) { name = ""; }
        method = method == "none" && (id == "" || id == name) ? "client_secret_basic" : "several";
        id = name;
        secret = password;
      }
      var credentials = new JObject();
      credentials["id"] = id;
      credentials["secret"] = secret;
      credentials["method"] = method;
      return credentials;`),
    }),
    setVariable({ name: CLIENT_ID, value: expression(csharp`(string)${jsonVariable(CLIENT_CREDENTIALS)}["id"]`) }),
  ];
}

/** C#: whether the caller presented its credentials this way. */
export function presentedBy(method: PresentedMethod): CSharpCode {
  return csharp`(string)${jsonVariable(CLIENT_CREDENTIALS)}["method"] == ${method}`;
}

/** C# of the secret the caller presented; empty when there is none. */
export const PRESENTED_SECRET: CSharpCode = csharp`(string)${jsonVariable(CLIENT_CREDENTIALS)}["secret"]`;
