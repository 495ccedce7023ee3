import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { setTransactionId } from './find-transaction';
import { stringVariable } from './variables';
import { codeBlock } from './code-block';

/** What {@link splitTwoPartId} takes. */
export interface TwoPartIdProps {
  /** C# of what the caller sent: the transaction's id, a dot, and a secret of this hop. */
  readonly sent: CSharpCode;
  /** Variable that receives the secret. */
  readonly secret: string;
}

/** Takes apart a value that names a login and proves a hop. Writes the transaction's id and the secret, empty when the shape is wrong. */
export function splitTwoPartId({ sent, secret }: TwoPartIdProps): readonly XmlElement[] {
  const part = (index: number): string =>
    codeBlock(csharp`
      var parts = ${sent}.Split('.');
      return parts.Length == 2 ? parts[${index}] : "";`);
  return [
    setVariable({ name: 'sentTransactionId', value: part(0) }),
    setVariable({ name: secret, value: part(1) }),
    setTransactionId(stringVariable('sentTransactionId')),
  ];
}
