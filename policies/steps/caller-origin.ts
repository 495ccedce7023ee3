import { NAMED_VALUES } from '../contract/named-values';
import type { SetHeaderProps } from '../elements/set-header';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';

/**
 * Headers that let the page that called read an answer given in inbound, where `cors` is not documented to reach. The
 * origin was checked before. Without one the value is the gateway itself, as an empty header would be.
 * @param exposed names of response headers the page may read
 */
export function callerOrigin(exposed: readonly string[]): readonly SetHeaderProps[] {
  return [
    {
      name: 'Access-Control-Allow-Origin',
      values: [
        expression(csharp`context.Request.Headers.GetValueOrDefault("Origin", ${namedValue(NAMED_VALUES.gatewayUrl)})`),
      ],
    },
    ...(exposed.length === 0 ? [] : [{ name: 'Access-Control-Expose-Headers', values: [exposed.join(', ')] }]),
    { name: 'Vary', values: ['Origin'] },
  ];
}
