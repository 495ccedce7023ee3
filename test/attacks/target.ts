import { ClientDocumentHost } from '../support/client-document-host';
import { RawClient } from '../support/oauth-client';
import { bootProxiedGateway, startAfresh } from '../support/proxied-gateway';
import { CLIENT_HOST, INTERNAL_HOST } from './attack-stack';
import type { Attack, Target } from './attack';
import { RecordingBackend } from './recording-backend';

/** A {@link Target} that can be taken down. */
export interface RunningTarget extends Target {
  close(): Promise<void>;
}

/** Boots a gateway on a stack made by `synthesiseAttackStack`, with proxies in front of everything it calls. */
export async function bootTarget(stackFile: string): Promise<RunningTarget> {
  const backend = await new RecordingBackend().start();
  const proxied = await bootProxiedGateway(stackFile, {
    backends: {
      functions: backend.url,
      models: backend.url,
      wiki: backend.url,
      agents: backend.url,
      chat: backend.url,
    },
  });
  const { gateway, clock, entra, store, waitForLimits } = proxied;
  const { origin, hosts } = gateway;
  const documents = await new ClientDocumentHost().start(hosts, [CLIENT_HOST, INTERNAL_HOST]);
  const client = new RawClient(origin);
  let clientId: Promise<string> | undefined;
  return {
    gateway,
    origin,
    clock,
    entra,
    store,
    documents,
    backend,
    client,
    wikiClient: new RawClient(origin, `${origin}/wiki`),
    chatClient: new RawClient(origin, `${origin}/chat/sse`),
    clientId: () =>
      (clientId ??= client.registeredClientId().catch((error: unknown) => {
        clientId = undefined;
        throw error;
      })),
    waitForLimits,
    close: async () => {
      await proxied.close();
      await Promise.all([documents.close(), backend.close()]);
    },
  };
}

/** Runs an attack from a clean start: limits open, proxies silent, nothing recorded. */
export async function perform(attack: Attack, target: Target): Promise<void> {
  startAfresh(target);
  target.backend.reset();
  target.documents.reset();
  await attack.run(target);
}

/**
 * A login and a call as anybody makes them. What refuses them has no need of an attack, so every target has to pass.
 * @throws when the gateway refuses, or the call does not reach the MCP server
 */
export async function actNormally(target: Target): Promise<void> {
  target.waitForLimits();
  const login = await target.client.logIn({ clientId: await target.clientId() });
  const { json } = await target.client.redeem(login);
  const answer = await target.client.listTools(String(json['access_token']));
  expect(answer).toMatchObject({ status: 200, json: { result: { tools: [] } } });
}
