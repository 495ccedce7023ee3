import { ENDPOINTS } from '../contract/endpoints';
import { NAMED_VALUES } from '../contract/named-values';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { ENTRA_STATUS, entraText, requestEntraToken } from './entra-token';
import { refuseWhen } from './refuse-when';
import { TRANSACTION } from './transaction';
import { jsonVariable } from './variables';

/** C# of the ID token Entra gave, not yet trusted; empty when it gave none. */
export const ID_TOKEN: CSharpCode = entraText('id_token');

/** What {@link redeemEntraCode} takes. */
export interface RedeemEntraCodeProps {
  /** C# of the code. */
  readonly code: CSharpCode;
  /** Entra does not answer, or cannot right now. */
  readonly unavailable: readonly XmlElement[];
  /** Entra refused the code. */
  readonly refused: readonly XmlElement[];
}

/** Redeems Entra's code. Goes on when Entra answered with 200; then {@link ID_TOKEN} may be read. */
export function redeemEntraCode({ code, unavailable, refused }: RedeemEntraCodeProps): readonly XmlElement[] {
  return [
    ...requestEntraToken(
      'authorization_code',
      csharp`"&code=" + Uri.EscapeDataString(${code})
        + "&redirect_uri=" + Uri.EscapeDataString(${namedValue(NAMED_VALUES.issuer)} + ${ENDPOINTS.entraCallback})
        + "&code_verifier=" + Uri.EscapeDataString((string)${jsonVariable(TRANSACTION)}["entraVerifier"])`,
    ),
    refuseWhen({
      condition: expression(csharp`${ENTRA_STATUS} == 0 || ${ENTRA_STATUS} >= 500 || ${ENTRA_STATUS} == 429`),
      answer: unavailable,
    }),
    refuseWhen({ condition: expression(csharp`${ENTRA_STATUS} != 200`), answer: refused }),
  ];
}
