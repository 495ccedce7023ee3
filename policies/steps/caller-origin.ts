import { NAMED_VALUES } from '../contract/named-values';
import type { SetHeaderProps } from '../elements/set-header';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import { ENDPOINT } from './mcp-endpoint';

/**
 * Headers that let the page that called read an answer given in inbound, where `cors` is not documented to reach. The
 * origin was checked before, unless API Management refused the request before inbound. Without one the value is the
 * gateway itself, as an empty header would be.
 * @param exposed names of response headers the page may read
 */
export function callerOrigin(exposed: readonly string[]): readonly SetHeaderProps[] {
  return [
    {
      name: 'Access-Control-Allow-Origin',
      values: [
        expression(
          csharp`context.Variables.ContainsKey(${ENDPOINT.name}) ? context.Request.Headers.GetValueOrDefault("Origin", ${namedValue(NAMED_VALUES.gatewayUrl)}) : ${namedValue(NAMED_VALUES.gatewayUrl)}`,
        ),
      ],
    },
    ...(exposed.length === 0 ? [] : [{ name: 'Access-Control-Expose-Headers', values: [exposed.join(', ')] }]),
    { name: 'Vary', values: ['Origin'] },
  ];
}
