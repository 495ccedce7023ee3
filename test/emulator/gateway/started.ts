import { closeAfterwards } from '../../support/close-afterwards';
import {
  startBackend,
  startEcho,
  startTestGateway,
  type TestBackend,
  type TestGateway,
  type TestService,
} from './test-gateway';

/** Starts a gateway that is closed after the test. */
export async function start(service: TestService): Promise<TestGateway> {
  const gateway = await startTestGateway(service);
  closeAfterwards(() => gateway.close());
  return gateway;
}

/** Starts a backend that is closed after the test; one that echoes what it gets when no listener is given. */
export async function openBackend(listener?: Parameters<typeof startBackend>[0]): Promise<TestBackend> {
  const running = listener === undefined ? await startEcho() : await startBackend(listener);
  closeAfterwards(() => running.close());
  return running;
}
