import { parseJwt } from '../expressions/runtime/jwt';
import type { PolicyElement } from '../gateway/policy-element';
import type { PolicyExecutor } from './executor';
import { checkClaims, compileClaimRules } from './jwt-claims';
import { compileRefusal, compileTokenSource, requireToken } from './token-source';
import { verifyToken, type InlineKey } from './verify-token';

/** Checks a JSON Web Token: signature, lifetime, audience, issuer, claims. */
export const validateJwt: PolicyExecutor = {
  name: 'validate-jwt',
  sections: 'I',
  compile: (element) => {
    const source = compileTokenSource(element, { scheme: element.value('require-scheme') });
    const refusing = compileRefusal(element);
    const variable = element.literal('output-token-variable-name');
    const requiresSigned = element.value('require-signed-tokens');
    const configurations = element.parts('openid-config').map((part) => {
      part.literal('validate-connectivity');
      const url = part.required('url');
      part.finish();
      return url;
    });
    const inlineKeys = compileKeys(element);
    const rules = compileClaimRules(element);
    return (exchange) =>
      refusing(exchange, async () => {
        const token = await requireToken(source, exchange);
        const urls = await Promise.all(configurations.map((url) => url.text(exchange)));
        const mustBeSigned = requiresSigned === undefined || (await requiresSigned.boolean(exchange));
        const { claims, issuers } = await verifyToken(exchange, token, {
          configurations: urls,
          inlineKeys,
          mustBeSigned,
        });
        await checkClaims(exchange, claims, rules, issuers);
        if (variable !== undefined) exchange.setVariable(variable, parseJwt(token));
      });
  },
};

function compileKeys(element: PolicyElement): readonly InlineKey[] {
  const list = element.part('issuer-signing-keys');
  const keys = list?.parts('key').map((part) => {
    const key = { id: part.literal('id'), text: part.text(), modulus: part.value('n'), exponent: part.value('e') };
    part.finish();
    return key;
  });
  list?.finish();
  return keys ?? [];
}
