import type { XmlElement } from '../language/xml/node';
import { element, text } from './element';
import type { PolicyProps } from './element';

/** What {@link cors} takes. */
export interface CorsProps extends PolicyProps {
  /** `*` alone, or full origins. */
  readonly allowedOrigins: readonly string[];
  /** @default GET and POST */
  readonly allowedMethods?: readonly string[];
  /** Seconds a browser may keep the answer to a preflight. @default 0 */
  readonly preflightMaxAgeSeconds?: number;
  readonly allowedHeaders: readonly string[];
  /** @default none beyond those a browser always shows */
  readonly exposedHeaders?: readonly string[];
  /** @default false */
  readonly allowCredentials?: boolean;
  /** Whether a request from another origin ends here with an empty 200. @default true */
  readonly terminateUnmatchedRequest?: boolean;
}

/** Lets browsers on other origins call; must be the first policy of inbound (https://learn.microsoft.com/azure/api-management/cors-policy). */
export function cors(props: CorsProps): XmlElement {
  const list = (name: string, item: string, values: readonly string[], maxAge?: number): XmlElement =>
    element(
      name,
      { 'preflight-result-max-age': maxAge },
      values.map((value) => element(item, {}, [text(value)])),
    );
  const { allowedMethods, exposedHeaders } = props;
  return element(
    'cors',
    {
      id: props.id,
      'allow-credentials': props.allowCredentials,
      'terminate-unmatched-request': props.terminateUnmatchedRequest,
    },
    [
      list('allowed-origins', 'origin', props.allowedOrigins),
      ...(allowedMethods ? [list('allowed-methods', 'method', allowedMethods, props.preflightMaxAgeSeconds)] : []),
      list('allowed-headers', 'header', props.allowedHeaders),
      ...(exposedHeaders ? [list('expose-headers', 'header', exposedHeaders)] : []),
    ],
  );
}
