import { agentRole, SUBSCRIPTION_KEY_HEADER } from '../contract/inbound-authentication';
import { NAMED_VALUES } from '../contract/named-values';
import { setVariable } from '../elements/set-variable';
import { validateAzureAdToken } from '../elements/validate-azure-ad-token';
import { namedValue, namedValueText } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { CALLER } from './caller';
import { BEARER_TOKEN, challenge } from './challenge';
import { refuseWhen } from './refuse-when';
import { stringVariable } from './variables';

/** Variable with the Jwt of an application. */
export const APPLICATION_TOKEN = 'applicationToken';

/** Policy expression: whether the credential has the shape of a JWT. What the gateway itself issues has no dots. */
export function presentsJwt(): string {
  return expression(csharp`${stringVariable(BEARER_TOKEN)}.Split('.').Length == 3`);
}

/**
 * Policy expression: whether the credential is a subscription key in its header. A key in the query is none: URLs end up
 * in logs. An Authorization header decides alone, so that a bad token does not fall back on a key.
 */
export function presentsSubscriptionKey(): string {
  return expression(
    csharp`!context.Request.Headers.ContainsKey("Authorization") && context.Request.Headers.ContainsKey(${SUBSCRIPTION_KEY_HEADER})`,
  );
}

/**
 * Goes on only with an app-only access token of our tenant, for the gateway, with the app role of the backend. The audience
 * alone would let the gateway's ID tokens pass, and tokens of people: `idtyp` tells an application
 * (https://learn.microsoft.com/entra/identity-platform/optional-claims-reference). Refusals are turned into the challenge
 * in on-error. Reads {@link BEARER_TOKEN}, writes {@link APPLICATION_TOKEN}.
 */
export function validateApplicationToken(backendName: string): XmlElement {
  return validateAzureAdToken({
    id: 'check-application-token',
    tenantId: namedValueText(NAMED_VALUES.entraTenantId),
    tokenValue: expression(stringVariable(BEARER_TOKEN)),
    outputTokenVariableName: APPLICATION_TOKEN,
    audiences: [namedValueText(NAMED_VALUES.entraClientId)],
    requiredClaims: [
      { name: 'idtyp', anyOf: ['app'] },
      { name: 'roles', anyOf: [agentRole(backendName)] },
    ],
  });
}

/** Makes the application the caller. Reads {@link APPLICATION_TOKEN}, writes {@link CALLER}. */
export function admitApplication(): readonly XmlElement[] {
  const claim = (name: string): CSharpCode =>
    csharp`((Jwt)context.Variables[${APPLICATION_TOKEN}]).Claims.GetValueOrDefault(${name}, "")`;
  return admit(csharp`"app:" + ${namedValue(NAMED_VALUES.entraTenantId)} + ":" + ${claim('oid')}`, claim('azp'));
}

/**
 * Makes a subscription the caller, when API Management found that the key opens this API. Beforehand API Management itself
 * refuses keys that do not, unless the API is in a product that wants none; then the key is ignored and nobody is known.
 * Writes {@link CALLER}.
 */
export function admitSubscription(): readonly XmlElement[] {
  return [
    refuseWhen({
      id: 'check-subscription',
      condition: expression(csharp`context.Subscription == null`),
      answer: challenge('check-refused-key-limit'),
    }),
    ...admit(csharp`"subscription:" + context.Subscription.Id`, csharp`""`),
  ];
}

function admit(subject: CSharpCode, client: CSharpCode): readonly XmlElement[] {
  return [
    setVariable({ name: CALLER.subject, value: expression(subject) }),
    setVariable({ name: CALLER.client, value: expression(client) }),
    setVariable({ name: CALLER.login, value: expression(stringVariable(CALLER.subject)) }),
  ];
}
