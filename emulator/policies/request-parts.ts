import { ClrException } from '../expressions/clr-exception';
import type { Exchange } from '../gateway/exchange';
import { HeaderBag } from '../gateway/header-bag';
import { MessageBody } from '../gateway/message-body';
import type { OutboundRequest } from '../gateway/outbound-client';
import type { PolicyElement } from '../gateway/policy-element';
import { compileManagedIdentityToken } from './authentication-managed-identity';
import type { MessageTarget } from './message-target';
import { compileSetBody } from './set-body';
import { compileSetHeader } from './set-header';
import { compileSetMethod } from './set-method';

type RequestBuilder = (exchange: Exchange) => Promise<Omit<OutboundRequest, 'signal'>>;

const SECONDS = 1000;
const DEFAULT_TIMEOUT_SECONDS = 60;

/** Compiles what `send-request` and `send-one-way-request` have in common: the request they make. */
export function compileRequestParts(element: PolicyElement): RequestBuilder {
  const mode = element.choice('mode', ['new', 'copy'], 'new');
  const timeout = element.value('timeout');
  const url = element.part('set-url');
  const urlText = url?.text();
  const methodElement = element.part('set-method');
  const method = methodElement === undefined ? undefined : compileSetMethod(methodElement);
  const headers = element.parts('set-header').map((part) => [part, compileSetHeader(part)] as const);
  const bodies = element.parts('set-body').map((part) => [part, compileSetBody(part)] as const);
  const identity = element
    .parts('authentication-managed-identity')
    .map((part) => [part, compileManagedIdentityToken(part)] as const);
  for (const part of [url, methodElement, ...[...headers, ...bodies, ...identity].map(([each]) => each)])
    part?.finish();
  if (mode === 'new' && urlText === undefined) element.problem('<set-url> is needed when mode is new.');
  if (mode === 'new' && method === undefined) element.problem('<set-method> is needed when mode is new.');
  return async (exchange) => {
    const { request } = exchange;
    const target: MessageTarget =
      mode === 'copy' ? await copyOf(exchange, element.place.section) : { headers: new HeaderBag(), body: null };
    const where = (await urlText?.text(exchange))?.trim() ?? request.url.toString();
    if (!/^https?:\/\//i.test(where) || !URL.canParse(where)) {
      throw new ClrException('System.UriFormatException', 'set-url is not an absolute http URL.');
    }
    const verb = (await method?.(exchange)) ?? request.method;
    for (const [, apply] of headers) await apply(exchange, target);
    for (const [, apply] of bodies) await apply(exchange, target);
    for (const [, token] of identity) {
      const value = await token(exchange);
      if (value !== undefined) target.headers.replace('Authorization', [`Bearer ${value}`]);
    }
    target.headers.remove('content-length');
    target.headers.remove('host');
    const seconds = timeout === undefined ? DEFAULT_TIMEOUT_SECONDS : await timeout.integer(exchange);
    return {
      url: new URL(where),
      method: verb,
      headers: target.headers,
      body: target.body?.take(),
      timeoutMilliseconds: seconds * SECONDS,
      isForPolicy: true,
    };
  };
}

/** The running request as it is now. In outbound its body is gone. */
async function copyOf(exchange: Exchange, section: string): Promise<MessageTarget> {
  const { request } = exchange;
  await request.body?.buffer();
  const keepsBody = section !== 'outbound' && request.body !== null;
  return {
    headers: request.headers.copy(),
    body: keepsBody && request.body !== null ? MessageBody.ofBytes(request.body.read(true)) : null,
  };
}
