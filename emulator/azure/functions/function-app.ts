import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ResolvedResource } from '../../stack/resolved-stack';
import { listenOnLoopback } from '../loopback-server';
import { identityEndpointFor } from '../managed-identity/identity-endpoint';
import { readIdentityBlock } from '../managed-identity/principals';
import { requireText } from '../stack-values';
import type { StandInEnvironment } from '../stand-in';
import { storageCertificateAuthority } from '../storage/certificate';
import { appEnvironment } from './app-environment';
import { readFunctionAuthentication } from './authentication';
import type { FunctionKeys } from './keys';
import { unpackFunctionPackage } from './package';
import { createSessionIds } from './session-ids';
import { createOpenStreams } from './streams';
import { readTools } from './tools';
import { answerWebhook } from './webhook';
import { createFunctionsWorker, type FunctionsWorker } from './worker';
import { writeWorkerProgram } from './worker-program';

/** A function app that runs on this machine. */
export interface RunningFunctionApp {
  /** `http://127.0.0.1:<port>`, where its public host is served. */
  readonly origin: string;
  /** Kills the process and removes the unpacked package. Idempotent. */
  close(): Promise<void>;
}

/** The public host of a function app. */
export function functionAppHost(name: string): string {
  return `${name}.azurewebsites.net`.toLowerCase();
}

/**
 * Unpacks the package of a function app, starts its code and serves it.
 * @throws Error naming the function app: no usable package, code that throws while it loads, a trigger that is not provided
 */
export async function runFunctionApp(
  app: ResolvedResource,
  directory: string,
  keys: FunctionKeys,
  environment: StandInEnvironment,
): Promise<RunningFunctionApp> {
  const runtime = app.attributes.runtime_name;
  if (runtime !== 'node') {
    throw new Error(
      `${app.address}: runtime_name is ${JSON.stringify(runtime)}; the local gateway runs "node" only. Name the backend's URL with --backend instead.`,
    );
  }
  const siteName = requireText(app, 'name');
  const folder = await mkdtemp(join(tmpdir(), 'azure-mcp-gateway-functions-'));
  let worker: FunctionsWorker | undefined;
  const cleanUp = async (): Promise<void> => {
    await worker?.close();
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const platform = {
      root: join(folder, 'wwwroot'),
      home: join(folder, 'home'),
      temporary: join(folder, 'temporary'),
    };
    for (const path of Object.values(platform)) {
      await mkdir(path);
    }
    const unpacked = await unpackFunctionPackage(app, directory, platform.root);
    const authority = storageCertificateAuthority(environment);
    const authorityFile = authority === undefined ? undefined : join(folder, 'storage-authority.pem');
    if (authority !== undefined && authorityFile !== undefined) {
      await writeFile(authorityFile, authority);
    }
    worker = createFunctionsWorker({
      program: writeWorkerProgram(folder),
      entry: unpacked.entry,
      workingDirectory: platform.root,
      environment: appEnvironment(app, {
        ...platform,
        siteName,
        hostname: functionAppHost(siteName),
        authorityFile,
        identity:
          readIdentityBlock(app.attributes.identity) === undefined
            ? undefined
            : identityEndpointFor(environment, app.address),
      }),
      newId: () => Buffer.from(environment.randomness.bytes(16)).toString('hex'),
      log: (line) => environment.log(`${siteName}: ${line}`),
    });
    const functions = await worker.ensureRunning().catch((error: unknown) => {
      throw new Error(`${app.address}: the deployed code does not start. ${messageOf(error)}`, { cause: error });
    });
    const sessionIds = createSessionIds(environment.randomness);
    const host = {
      authentication: readFunctionAuthentication(app),
      clock: environment.clock,
      key: keys.mcpExtension(requireText(app, 'id')),
      settings: unpacked.mcp,
      tools: toolsOf(app, functions),
      worker,
      sessionIds,
      streams: createOpenStreams(sessionIds),
    };
    const server = await listenOnLoopback(
      (request, response) => answerWebhook(host, request, response),
      (error) =>
        environment.log(`${siteName}: the Functions host failed inside the local gateway: ${messageOf(error)}`),
    );
    return {
      origin: `http://127.0.0.1:${server.port}`,
      close: async () => {
        await server.close();
        await cleanUp();
      },
    };
  } catch (error) {
    await cleanUp();
    throw error;
  }
}

function toolsOf(app: ResolvedResource, functions: Parameters<typeof readTools>[0]): ReturnType<typeof readTools> {
  try {
    return readTools(functions);
  } catch (error) {
    throw new Error(`${app.address}: ${messageOf(error)}`, { cause: error });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
