import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';

/** A claim a token has to carry. */
export interface RequiredClaim {
  readonly name: string;
  /** Values it has to hold: one of them. At least one. */
  readonly anyOf: readonly string[];
}

/** What {@link validateAzureAdToken} takes. */
export interface ValidateAzureAdTokenProps extends PolicyProps {
  /** Directory (tenant) id; the token's issuer has to be this tenant. */
  readonly tenantId: string;
  /** Expression that yields the token without a scheme. */
  readonly tokenValue: string;
  /** Variable that receives the Jwt. */
  readonly outputTokenVariableName: string;
  /** At least one; the token has to name one of them. */
  readonly audiences: readonly string[];
  /** All of them have to hold. */
  readonly requiredClaims: readonly RequiredClaim[];
}

/** Refuses unless Entra ID of this tenant issued the token, for us, with these claims (https://learn.microsoft.com/azure/api-management/validate-azure-ad-token-policy). */
export function validateAzureAdToken(props: ValidateAzureAdTokenProps): XmlElement {
  const texts = (item: string, values: readonly string[]): readonly XmlElement[] =>
    values.map((value) => element(item, {}, [text(value)]));
  return element(
    'validate-azure-ad-token',
    {
      id: props.id,
      'tenant-id': props.tenantId,
      'token-value': props.tokenValue,
      'output-token-variable-name': props.outputTokenVariableName,
    },
    [
      element('audiences', {}, texts('audience', props.audiences)),
      element(
        'required-claims',
        {},
        props.requiredClaims.map(({ name, anyOf }) => element('claim', { name, match: 'any' }, texts('value', anyOf))),
      ),
    ],
  );
}
