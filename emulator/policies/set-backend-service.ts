import { ClrException } from '../expressions/clr-exception';
import type { PolicyExecutor } from './executor';

/** Changes scheme, host and base path of the request to the backend. With `--backend` the operator's URL stays. */
export const setBackendService: PolicyExecutor = {
  name: 'set-backend-service',
  sections: 'IB',
  compile: (element) => {
    const baseUrl = element.value('base-url');
    const backendId = element.value('backend-id');
    if ((baseUrl === undefined) === (backendId === undefined))
      element.problem('exactly one of "base-url" and "backend-id" is needed.');
    const known = (id: string): string | undefined => element.compiler.backendUrl(id);
    if (backendId?.literal !== undefined && known(backendId.literal) === undefined) {
      element.problem(`Backend with id '${backendId.literal}' could not be found. Add it to the stack.`);
    }
    return async (exchange) => {
      const id = await backendId?.text(exchange);
      const url = id === undefined ? ((await baseUrl?.text(exchange)) ?? '') : (known(id) ?? '');
      if (!/^https?:\/\//i.test(url) || !URL.canParse(url)) {
        throw new ClrException(
          'System.UriFormatException',
          id === undefined ? 'base-url is not an absolute http URL.' : `Backend with id '${id}' could not be found.`,
        );
      }
      if (exchange.isBackendPinned) return;
      exchange.backend = id === undefined ? null : { id, azureRegion: null, type: 'Single' };
      exchange.request.setService(new URL(url));
    };
  },
};
