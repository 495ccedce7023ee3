import { PolicyError } from '../gateway/policy-error';
import type { PolicyExecutor } from './executor';

/** Refuses a request without a header, or with a value that is not listed. */
export const checkHeader: PolicyExecutor = {
  name: 'check-header',
  sections: 'I',
  compile: (element) => {
    const name = element.required('name');
    const code = element.required('failed-check-httpcode');
    const message = element.required('failed-check-error-message');
    const ignoresCase = element.required('ignore-case');
    const values = element.parts('value').map((part) => part.text());
    return async (exchange) => {
      const header = await name.text(exchange);
      const received = exchange.request.headers.get(header.toLowerCase());
      const refuse = async (reason: string, why: string): Promise<never> => {
        throw new PolicyError({
          reason,
          message: why,
          statusCode: await code.integer(exchange),
          publicMessage: await message.text(exchange),
        });
      };
      if (received === undefined) {
        return refuse('HeaderNotFound', `Header ${header} was not found in the request. Access denied.`);
      }
      if (values.length === 0) return;
      const fold = (await ignoresCase.boolean(exchange))
        ? (text: string) => text.toLowerCase()
        : (text: string) => text;
      const allowed: string[] = [];
      for (const value of values) allowed.push(fold((await value?.text(exchange)) ?? ''));
      const given = received.join(',');
      if (!allowed.includes(fold(given))) {
        await refuse('HeaderValueNotAllowed', `Header ${header} value of ${given} is not allowed. Access denied.`);
      }
    };
  },
};
