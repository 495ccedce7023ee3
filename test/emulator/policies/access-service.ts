import { policies, startTestGateway, type TestGateway, type TestService } from '../gateway/test-gateway';

const cleanups: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

/** Closes something after the test. */
export function closeAfterwards(close: () => Promise<void>): void {
  cleanups.push(close);
}

/** Starts a gateway that is closed after the test. */
export async function start(service: TestService): Promise<TestGateway> {
  const gateway = await startTestGateway(service);
  closeAfterwards(() => gateway.close());
  return gateway;
}

const REPORT = '<set-header name="Report"><value>@(report)</value></set-header>';
/** Expressions that every such service knows. */
export const expressions: TestService['expressions'] = {
  '@(report)': ({ lastError, response }) =>
    `${lastError?.source} ${lastError?.reason} ${response?.statusCode} ${lastError?.message}`,
};

/** A service of one API with these policies in inbound; what goes wrong stands in the response header `Report`. */
export const service = (inbound: string, more: TestService = {}): TestService => ({
  apis: [
    {
      policy: policies({ inbound, backend: '', onError: REPORT }),
      operations: [{ urlTemplate: '/*' }, { method: 'POST', urlTemplate: '/*' }],
    },
  ],
  ...more,
  expressions: { ...expressions, ...more.expressions },
});
