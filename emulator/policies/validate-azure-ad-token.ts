import { parseJwt } from '../expressions/runtime/jwt';
import type { PolicyExecutor } from './executor';
import { checkClaims, compileRequiredClaims, compileTexts, refuse, texts, type Claims } from './jwt-claims';
import { compileRefusal, compileTokenSource, requireToken } from './token-source';
import { verifyToken } from './verify-token';

const GUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Where v2 tokens come from; `authentication-endpoint` names another cloud's. */
const PUBLIC_CLOUD = 'https://login.microsoftonline.com';

/**
 * Checks a token that Entra ID issued: signature by the tenant's keys, lifetime, issuer, audience, calling application,
 * claims. Tokens of both formats pass, so there are two issuers. Clocks may not differ.
 */
export const validateAzureAdToken: PolicyExecutor = {
  name: 'validate-azure-ad-token',
  sections: 'I',
  compile: (element) => {
    const tenant = element.required('tenant-id');
    const endpoint = (element.literal('authentication-endpoint') ?? PUBLIC_CLOUD).replace(/\/+$/, '');
    const source = compileTokenSource(element, { defaultHeader: 'Authorization' });
    const refusing = compileRefusal(element);
    const variable = element.literal('output-token-variable-name');
    const applications = compileTexts(element, 'client-application-ids', 'application-id');
    const audiences = compileTexts(element, 'audiences', 'audience');
    const claimRules = compileRequiredClaims(element);
    if (tenant.literal !== undefined && !GUID.test(tenant.literal)) {
      element.problem(
        `attribute "tenant-id" is "${tenant.literal}"; the local gateway knows its tenant by its id only. Write the GUID.`,
      );
    }
    if (applications.length === 0 && audiences.length === 0) {
      element.problem('<client-application-ids> or <audiences> is needed: else every token of the tenant would pass.');
    }
    const rules = { requiresExpiration: undefined, clockSkew: undefined, issuers: [], audiences, claims: claimRules };
    return (exchange) =>
      refusing(exchange, async () => {
        const token = await requireToken(source, exchange);
        const tenantId = (await tenant.text(exchange)).trim();
        const authority = `${endpoint}/${tenantId}/v2.0`;
        const { claims } = await verifyToken(exchange, token, {
          configurations: [`${authority}/.well-known/openid-configuration`],
          inlineKeys: [],
          mustBeSigned: true,
        });
        await checkClaims(exchange, claims, rules, [authority, `https://sts.windows.net/${tenantId}/`]);
        checkApplication(claims, await texts(exchange, applications));
        if (variable !== undefined) exchange.setVariable(variable, parseJwt(token));
      });
  },
};

function checkApplication(claims: Claims, allowed: readonly string[]): void {
  const application = claims.azp ?? claims.appid;
  if (allowed.length > 0 && !(typeof application === 'string' && allowed.includes(application))) {
    refuse('TokenClaimValueNotAllowed', 'The application the token was issued to is not allowed.');
  }
}
