import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';

/** What {@link validateJwt} takes. */
export interface ValidateJwtProps extends PolicyProps {
  /** Expression that yields the token without a scheme. */
  readonly tokenValue: string;
  /** Tolerated difference between clocks. @default 0 */
  readonly clockSkewSeconds?: number;
  /** Variable that receives the Jwt. @default none */
  readonly outputTokenVariableName?: string;
  /** URL of the OpenID configuration that names the signing keys. */
  readonly openIdConfigurationUrl: string;
  /** At least one; the token has to name one of them. */
  readonly audiences: readonly string[];
  /** At least one; the token comes from one of them. */
  readonly issuers: readonly string[];
}

/** Refuses unless a token is signed, current, for us and from whom we trust (https://learn.microsoft.com/azure/api-management/validate-jwt-policy). */
export function validateJwt(props: ValidateJwtProps): XmlElement {
  const list = (name: string, item: string, values: readonly string[]): XmlElement =>
    element(
      name,
      {},
      values.map((value) => element(item, {}, [text(value)])),
    );
  return element(
    'validate-jwt',
    {
      id: props.id,
      'token-value': props.tokenValue,
      'clock-skew': props.clockSkewSeconds,
      'output-token-variable-name': props.outputTokenVariableName,
    },
    [
      element('openid-config', { url: props.openIdConfigurationUrl }),
      list('audiences', 'audience', props.audiences),
      list('issuers', 'issuer', props.issuers),
    ],
  );
}
