import { MessageBody } from '../gateway/message-body';
import type { PolicyExecutor } from './executor';
import { targetOf } from './message-target';

/** Replaces every occurrence of a text in the body, which it buffers. */
export const findAndReplace: PolicyExecutor = {
  name: 'find-and-replace',
  sections: 'IBOE',
  compile: (element) => {
    const from = element.required('from');
    const to = element.required('to');
    const target = targetOf(element.place.section);
    return async (exchange) => {
      const message = target(exchange);
      if (message.body === null) return;
      await message.body.buffer();
      const search = await from.text(exchange);
      const text = Buffer.from(message.body.read(true)).toString('utf8');
      const replacement = await to.text(exchange);
      // Not replaceAll with a string: `$&` means something to JavaScript and nothing to Azure.
      if (search !== '') message.body = MessageBody.ofText(text.split(search).join(replacement));
    };
  },
};
