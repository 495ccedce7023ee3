import type { PolicyExecutor } from './executor';

/** Writes a message to the request's trace. */
export const trace: PolicyExecutor = {
  name: 'trace',
  sections: 'IBOE',
  compile: (element) => {
    const source = element.required('source');
    element.choice('severity', ['verbose', 'information', 'error'], 'verbose');
    const messageElement = element.part('message');
    const message = messageElement?.text();
    messageElement?.finish();
    const metadata = element
      .parts('metadata')
      .map((part) => ({ name: part.required('name'), value: part.required('value') }));
    if (message === undefined) element.problem('<message> is needed.');
    return async (exchange) => {
      const details: string[] = [];
      for (const { name, value } of metadata)
        details.push(`${await name.text(exchange)}=${await value.text(exchange)}`);
      const text = [await message?.text(exchange), ...details].join(' ');
      exchange.recorder?.message(await source.text(exchange), text);
    };
  },
};
