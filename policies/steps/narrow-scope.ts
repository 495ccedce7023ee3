import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { GRANT } from './grant';
import { formField } from './read-form';
import { refuseWhen } from './refuse-when';
import { jsonVariable, stringVariable } from './variables';

/** Variable with the scopes of the access token, blank-separated. */
export const TOKEN_SCOPE = 'tokenScope';

/**
 * Takes the scopes of the new access token from the form: some of those the grant has, all when the form names none (RFC
 * 6749 section 6). `offline_access` asks for what the client has in hand, so it counts as no scope. Writes
 * {@link TOKEN_SCOPE}, empty when the form asks for more than was granted.
 */
export function narrowScope(tooMuch: readonly XmlElement[]): readonly XmlElement[] {
  return [
    setVariable({
      name: TOKEN_SCOPE,
      value: codeBlock(csharp`
      var granted = (string)${jsonVariable(GRANT)}["scope"];
      var asked = "";
      foreach (var scope in ${formField('scope')}.Split(' ')) {
        if (scope == "" || scope == "offline_access" || (" " + asked + " ").Contains(" " + scope + " ")) { continue; }
        if (!(" " + granted + " ").Contains(" " + scope + " ")) { return ""; }
        asked = asked == "" ? scope : asked + " " + scope;
      }
      return asked == "" ? granted : asked;`),
    }),
    refuseWhen({
      id: 'check-refresh-scope',
      condition: expression(csharp`${stringVariable(TOKEN_SCOPE)} == ""`),
      answer: tooMuch,
    }),
  ];
}
