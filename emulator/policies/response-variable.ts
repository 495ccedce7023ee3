import { ClrException } from '../expressions/clr-exception';
import { responseObject } from '../expressions/runtime/context/context';
import { ViewObject } from '../expressions/runtime/context/view-object';
import type { Exchange } from '../gateway/exchange';
import { GatewayResponse } from '../gateway/gateway-response';

/** Stores a received response in a variable, where expressions find it as `IResponse`. */
export function storeResponse(exchange: Exchange, name: string, response: GatewayResponse): void {
  exchange.setVariable(name, responseObject(response));
}

/** The response that `send-request` stored. @throws ClrException when the variable holds none */
export function responseInVariable(exchange: Exchange, name: string): GatewayResponse {
  const value = exchange.variables.get(name) ?? null;
  if (value instanceof ViewObject && value.view instanceof GatewayResponse) return value.view;
  throw new ClrException('System.InvalidCastException', `The variable ${name} holds no response.`);
}
