import { setVariable } from '../elements/set-variable';
import { csharp } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { base64Url } from './encoding';
import { codeBlock } from './code-block';

/** Bytes of randomness in every token, handle and code: 256 bits, 43 characters of base64url. */
const TOKEN_BYTES = 32;

/** Pattern (.NET) of a value made by {@link setRandomToken}. */
export const TOKEN_PATTERN = '^[A-Za-z0-9_-]{43}\\z';

/** Sets a variable to fresh randomness in base64url. From the cryptographic generator; a Guid has too little and tells its origin. */
export function setRandomToken(name: string): XmlElement {
  return setVariable({
    name,
    value: codeBlock(csharp`
      var bytes = new byte[${TOKEN_BYTES}];
      new RNGCryptoServiceProvider().GetBytes(bytes);
      return ${base64Url(csharp`bytes`)};`),
  });
}

/** Sets a variable to 128 bits of fresh randomness in lower-case hex: ids that may stand in a URL. */
export function setRandomId(name: string): XmlElement {
  return setVariable({
    name,
    value: codeBlock(csharp`
      var bytes = new byte[16];
      new RNGCryptoServiceProvider().GetBytes(bytes);
      return BitConverter.ToString(bytes).Replace("-", "").ToLowerInvariant();`),
  });
}
