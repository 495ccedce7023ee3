import { NAMED_VALUES } from '../contract/named-values';
import { validateJwt } from '../elements/validate-jwt';
import { namedValue, namedValueText } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { ID_TOKEN } from './redeem-entra-code';
import { refuseWhen } from './refuse-when';
import { TRANSACTION } from './transaction';
import { jsonVariable } from './variables';

/** Id of the `validate-jwt` element; on-error knows by it what was refused. */
export const ID_TOKEN_CHECK = 'check-id-token';

const CLOCK_SKEW_SECONDS = 300;

const VALID_ID_TOKEN = csharp`((Jwt)context.Variables["validIdToken"])`;

/** C# of a claim of the validated ID token; empty when it has none. */
export function idTokenClaim(name: string): CSharpCode {
  return csharp`${VALID_ID_TOKEN}.Claims.GetValueOrDefault(${name}, "")`;
}

/**
 * Goes on only when the ID token is signed by Entra, from our tenant, for us, current, and the answer to this very
 * login. The issuer is compared once more, because `validate-jwt` also takes the one that the OpenID configuration
 * names. That the tenant is checked beside the issuer is intended: the issuer is a setting, the tenant id the fact.
 */
export function checkIdToken(refused: readonly XmlElement[]): readonly XmlElement[] {
  return [
    validateJwt({
      id: ID_TOKEN_CHECK,
      tokenValue: expression(ID_TOKEN),
      clockSkewSeconds: CLOCK_SKEW_SECONDS,
      outputTokenVariableName: 'validIdToken',
      openIdConfigurationUrl: namedValueText(NAMED_VALUES.entraOpenIdConfiguration),
      audiences: [namedValueText(NAMED_VALUES.entraClientId)],
      issuers: [namedValueText(NAMED_VALUES.entraIssuer)],
    }),
    refuseWhen({
      id: 'check-issuer',
      condition: expression(csharp`${VALID_ID_TOKEN}.Issuer != ${namedValue(NAMED_VALUES.entraIssuer)}`),
      answer: refused,
    }),
    refuseWhen({
      id: 'check-nonce',
      condition: expression(csharp`${idTokenClaim('nonce')} != (string)${jsonVariable(TRANSACTION)}["entraNonce"]`),
      answer: refused,
    }),
    refuseWhen({
      id: 'check-tenant',
      condition: expression(csharp`${idTokenClaim('tid')} != ${namedValue(NAMED_VALUES.entraTenantId)}`),
      answer: refused,
    }),
    refuseWhen({ id: 'check-user', condition: expression(csharp`${idTokenClaim('oid')} == ""`), answer: refused }),
  ];
}
