import { csharp } from '../language/expressions/template';
import { codeBlock } from './code-block';

/** Policy expression: whether the request body has more bytes than this. A declared length is believed before anything is read. */
export function bodyLargerThan(bytes: number): string {
  return codeBlock(csharp`
    long declared;
    if (long.TryParse(context.Request.Headers.GetValueOrDefault("Content-Length", "0"), out declared) && declared > ${bytes}) { return true; }
    return context.Request.Body != null && context.Request.Body.As<byte[]>(true).Length > ${bytes};`);
}
