import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { setRandomToken } from './random-token';
import { stringVariable } from './variables';

/** What Entra is asked with, by member of the transaction: our state, the nonce of the ID token, the PKCE verifier. */
const SECRETS = ['entraState', 'entraNonce', 'entraVerifier'];

/** Draws what Entra will be asked with. */
export function drawEntraSecrets(): readonly XmlElement[] {
  return SECRETS.map(setRandomToken);
}

/**
 * C# statements that write what {@link drawEntraSecrets} drew into a transaction.
 * @param item C# of the JObject
 */
export function setEntraSecrets(item: CSharpCode): CSharpCode {
  return SECRETS.reduce<CSharpCode>(
    (code, name) => csharp`${code}
      ${item}[${name}] = ${stringVariable(name)};`,
    csharp``,
  );
}
