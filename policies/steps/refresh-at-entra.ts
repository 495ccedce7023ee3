import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeBlock } from './code-block';
import { codeList } from './code-list';
import { ENTRA_STATUS, entraText, requestEntraToken } from './entra-token';
import { GRANT } from './grant';
import { refuseWhen } from './refuse-when';
import { unseal } from './unseal';
import { jsonVariable, stringVariable } from './variables';

/** Errors by which Entra says that the person has to sign in again, or may not: disabled, password changed, new policy. */
const ENDED = ['invalid_grant', 'interaction_required', 'consent_required'];

/** Variable with the newest refresh token of Entra, in clear: the one it just gave, or the one it took. */
export const NEWEST_ENTRA_TOKEN = 'newestEntraToken';

const STORED = 'storedEntraToken';

/** What {@link refreshAtEntra} takes. */
export interface RefreshAtEntraProps {
  readonly invalid: readonly XmlElement[];
  readonly unavailable: readonly XmlElement[];
  /** Revokes the grant in {@link GRANT} and goes on. */
  readonly revoke: readonly XmlElement[];
}

/**
 * Asks Entra whether the person may still sign in, by redeeming Entra's refresh token of the grant. A no ends the grant;
 * whatever is neither yes nor no changes nothing. Reads {@link GRANT}; writes {@link NEWEST_ENTRA_TOKEN}.
 */
export function refreshAtEntra({ invalid, unavailable, revoke }: RefreshAtEntraProps): readonly XmlElement[] {
  const stored = stringVariable(`${STORED}Text`);
  return [
    ...unseal({
      sealed: csharp`((string)${jsonVariable(GRANT)}["entra"] ?? "")`,
      purpose: 'entra',
      prefix: STORED,
      ids: { mac: 'check-stored-token-mac', purpose: 'check-stored-token-purpose' },
    }),
    refuseWhen({ condition: expression(csharp`${stored} == ""`), answer: invalid }),
    ...requestEntraToken('refresh_token', csharp`"&refresh_token=" + Uri.EscapeDataString(${stored})`),
    refuseWhen({
      id: 'check-entra-login',
      condition: codeBlock(csharp`
      return ${ENTRA_STATUS} >= 400 && ${ENTRA_STATUS} < 500 && Array.IndexOf(new string[] { ${codeList(ENDED)} }, ${entraText('error')}) >= 0;`),
      answer: [...revoke, ...invalid],
    }),
    refuseWhen({
      id: 'check-entra-answer',
      condition: expression(csharp`${ENTRA_STATUS} != 200 || ${entraText('id_token')} == ""`),
      answer: unavailable,
    }),
    setVariable({
      name: NEWEST_ENTRA_TOKEN,
      value: expression(csharp`${entraText('refresh_token')} == "" ? ${stored} : ${entraText('refresh_token')}`),
    }),
  ];
}
