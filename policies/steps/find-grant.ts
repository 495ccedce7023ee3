import { LIFETIME_SECONDS } from '../contract/store';
import { cacheLookupValue } from '../elements/cache-lookup-value';
import { cacheRemoveValue } from '../elements/cache-remove-value';
import { cacheStoreValue } from '../elements/cache-store-value';
import { choose } from '../elements/choose';
import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { TOKEN } from './check-access-token';
import { NOW_SECONDS } from './clock';
import { readItem } from './store-request';
import { responseVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Variable with the grant's JSON text; empty when there is no such grant. */
export const GRANT_TEXT = 'grantText';

/** Policy expression: the cache key of a grant. */
function cacheKey(grantId: CSharpCode): string {
  return expression(csharp`"grant:" + ${grantId}`);
}

/** Looks for a copy of the grant in the cache: the only look-up of a request whose grant is cached. */
export function lookUpGrant(): XmlElement {
  return cacheLookupValue({ key: cacheKey(stringVariable(TOKEN.grantId)), variableName: GRANT_TEXT });
}

/** Policy expression: whether the cache had no copy. A miss leaves the variable unset or null; documentation has both. */
export function grantIsNotCached(): string {
  return expression(csharp`string.IsNullOrEmpty(context.Variables.GetValueOrDefault<string>(${GRANT_TEXT}))`);
}

/**
 * Reads the grant from the store and caches a copy for as long as the token lives, a minute at most. Reads
 * {@link TOKEN} and `storeAuthorization`; writes {@link GRANT_TEXT}. No grant gives an empty text and is not cached.
 */
export function readGrant(unavailable: readonly XmlElement[]): readonly XmlElement[] {
  const answer = 'grantAnswer';
  return [
    ...readItem({ container: 'grants', id: stringVariable(TOKEN.grantId), response: answer, unavailable }),
    setVariable({
      name: GRANT_TEXT,
      value: codeBlock(csharp`
      var answer = ${responseVariable(answer)};
      if (answer.StatusCode != 200) { return ""; }
      var item = answer.Body.As<JObject>();
      var copy = new JObject();
      foreach (var name in new string[] { "tenant", "user", "clientId", "resource", "revoked" }) { copy[name] = item[name]; }
      return copy.ToString(Newtonsoft.Json.Formatting.None);`),
    }),
    choose({
      when: [
        {
          condition: expression(csharp`${stringVariable(GRANT_TEXT)} != ""`),
          then: [
            cacheStoreValue({
              key: cacheKey(stringVariable(TOKEN.grantId)),
              value: expression(stringVariable(GRANT_TEXT)),
              durationSeconds: expression(
                csharp`(int)Math.Max(1, Math.Min(${LIFETIME_SECONDS.cachedGrant}, (long)context.Variables[${TOKEN.expires}] - ${NOW_SECONDS}))`,
              ),
            }),
          ],
        },
      ],
    }),
  ];
}

/** Forgets the cached copy of a grant, so that a revocation counts at once in this region. */
export function forgetGrant(grantId: CSharpCode): XmlElement {
  return cacheRemoveValue({ key: cacheKey(grantId) });
}
