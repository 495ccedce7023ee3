import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { REQUEST_TEXT } from './request-text';
import { jsonVariable } from './variables';
import { codeBlock } from './code-block';

/** Field that stands for "a field was given twice"; a request that names it refuses itself. */
const REPEATED = '(repeated)';

/** Variable with the fields of a form, a JSON object of strings. */
export const FORM = 'form';

/**
 * Reads the body as application/x-www-form-urlencoded. Writes {@link FORM}. Never fails: a body that is no form gives
 * fields nobody asks for. Call it after the size was checked.
 */
export function readForm(): XmlElement {
  return setVariable({
    name: FORM,
    value: codeBlock(csharp`
      var form = new JObject();
      foreach (var pair in ${REQUEST_TEXT}.Split('&')) {
        var equals = pair.IndexOf('=');
        var name = WebUtility.UrlDecode(equals < 0 ? pair : pair.Substring(0, equals));
        var value = equals < 0 ? "" : WebUtility.UrlDecode(pair.Substring(equals + 1));
        if (form[name] != null) { name = ${REPEATED}; }
        form[name] = value;
      }
      return form;`),
  });
}

/** C# of a form field's value; empty when it is missing. */
export function formField(name: string): CSharpCode {
  return csharp`((string)${jsonVariable(FORM)}[${name}] ?? "")`;
}

/** C#: whether a field was given more than once (RFC 6749 section 3.2 forbids it). */
export const FORM_REPEATS_A_FIELD: CSharpCode = csharp`${jsonVariable(FORM)}[${REPEATED}] != null`;
