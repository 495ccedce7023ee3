import type { Exchange } from '../gateway/exchange';
import { GatewayResponse } from '../gateway/gateway-response';
import type { HeaderBag } from '../gateway/header-bag';
import type { MessageBody } from '../gateway/message-body';
import type { SectionName } from '../gateway/step';

/** The message a policy changes: the exchange's request or response, or one that another policy is building. */
export interface MessageTarget {
  headers: HeaderBag;
  body: MessageBody | null;
}

/** The response of an exchange; an empty 200 when nothing has made one yet. */
export function responseOf(exchange: Exchange): GatewayResponse {
  exchange.response ??= new GatewayResponse(200);
  return exchange.response;
}

/** The message that policies of a section change: the request before the backend answered, the response after. */
export function targetOf(section: SectionName): (exchange: Exchange) => MessageTarget {
  return section === 'inbound' || section === 'backend' ? (exchange) => exchange.request : responseOf;
}
