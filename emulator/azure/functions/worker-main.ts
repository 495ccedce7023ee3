/**
 * The program of the worker process: plays the Node.js worker of Azure Functions for one package. It runs without any of
 * this project's modules, so that the deployed code finds what it finds on Azure.
 *
 * Its one argument is the package's entry file. It provides `@azure/functions-core`, the module through which
 * `@azure/functions` registers functions and is asked to run them.
 */
import Module from 'node:module';
import type { FunctionMetadata, InvokeRequest, WorkerMessage } from './worker-messages';

type Callback = (...args: unknown[]) => unknown;

interface InvocationModel {
  getArguments(): Promise<{ context: unknown; inputs: unknown[] }>;
  invokeFunction(context: unknown, inputs: unknown[], handler: Callback): Promise<unknown>;
  getResponse(context: unknown, result: unknown): Promise<{ returnValue?: { string?: string } | null }>;
}

interface ProgrammingModel {
  getInvocationModel(context: unknown): InvocationModel;
}

const CORE_MODULE = '@azure/functions-core';
const functions = new Map<string, { metadata: FunctionMetadata; callback: Callback }>();
let programmingModel: ProgrammingModel | undefined;

const send = (message: WorkerMessage): void => {
  process.send?.(message);
};

const log = (level: string, _category: string, message: string): void => send({ kind: 'log', level, message });

const core = {
  version: '3.0.0',
  hostVersion: '4.0.0.0',
  log,
  setProgrammingModel: (model: ProgrammingModel) => {
    programmingModel = model;
  },
  getProgrammingModel: () => programmingModel,
  registerFunction: (metadata: FunctionMetadata, callback: Callback) => {
    if (functions.has(metadata.name)) {
      throw new Error(`A function with name "${metadata.name}" has already been registered.`);
    }
    functions.set(metadata.name, { metadata, callback });
  },
  registerHook: (name: string) => {
    throw new Error(`The hook "${name}" is not provided locally.`);
  },
};

const originalRequire = Module.prototype.require;
Module.prototype.require = Object.assign(function (this: Module, id: string): unknown {
  return id === CORE_MODULE ? core : originalRequire.call(this, id);
}, originalRequire);

async function invoke(request: InvokeRequest): Promise<string | undefined> {
  const registered = functions.get(request.functionName);
  if (registered === undefined || programmingModel === undefined) {
    throw new Error(`No function "${request.functionName}" is registered.`);
  }
  const model = programmingModel.getInvocationModel({
    invocationId: request.id,
    metadata: registered.metadata,
    request: {
      inputData: [{ name: request.triggerName, data: request.triggerValue }],
      triggerMetadata: request.triggerMetadata,
    },
    log,
  });
  const { context, inputs } = await model.getArguments();
  const result = await model.invokeFunction(context, inputs, registered.callback);
  const { returnValue } = await model.getResponse(context, result);
  return returnValue?.string;
}

const describe = (error: unknown): string =>
  error instanceof Error ? `${error.name}: ${error.message}` : String(error);

process.on('message', (request: InvokeRequest) => {
  invoke(request).then(
    (value) => send({ kind: 'returned', id: request.id, value }),
    (error: unknown) => send({ kind: 'threw', id: request.id, message: describe(error) }),
  );
});
// The host is gone: nobody would stop this process any more.
process.on('disconnect', () => process.exit(0));

try {
  originalRequire.call(module, process.argv[2] ?? '');
  send({ kind: 'ready', functions: [...functions.values()].map(({ metadata }) => metadata) });
} catch (error) {
  send({ kind: 'failed', message: describe(error) });
}
