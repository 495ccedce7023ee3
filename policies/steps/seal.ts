import { NAMED_VALUES } from '../contract/named-values';
import { SEALED_FORMAT } from '../contract/sealing';
import type { SealPurpose } from '../contract/sealing';
import { setVariable } from '../elements/set-variable';
import { namedValue } from '../language/expressions/named-value';
import { csharp } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { base64Url } from './encoding';
import { codeBlock } from './code-block';

const { version, keyIds, ivBytes, macBytes, encryptionKeyBytes, macKeyBytes } = SEALED_FORMAT;

/** Bytes before the ciphertext. */
const HEAD_BYTES = 2 + ivBytes;

/** What {@link seal} takes. */
export interface SealProps {
  readonly purpose: SealPurpose;
  /** C# of the text to seal. */
  readonly text: CSharpCode;
  /** Variable that receives the sealed value. */
  readonly into: string;
}

/** Seals a text under the active key slot. Form: {@link SEALED_FORMAT}. */
export function seal({ purpose, text, into }: SealProps): XmlElement {
  return setVariable({
    name: into,
    value: codeBlock(csharp`
      var slot = ${namedValue(NAMED_VALUES.activeSealKey)};
      var key = Convert.FromBase64String(slot == "b" ? ${namedValue(NAMED_VALUES.sealKeyB)} : ${namedValue(NAMED_VALUES.sealKeyA)});
      var encryptionKey = new byte[${encryptionKeyBytes}];
      Array.Copy(key, 0, encryptionKey, 0, ${encryptionKeyBytes});
      var macKey = new byte[${macKeyBytes}];
      Array.Copy(key, ${encryptionKeyBytes}, macKey, 0, ${macKeyBytes});
      var iv = new byte[${ivBytes}];
      new RNGCryptoServiceProvider().GetBytes(iv);
      var ciphertext = Encoding.UTF8.GetBytes(${text}).Encrypt("Aes", encryptionKey, iv);
      var bytes = new byte[${HEAD_BYTES + macBytes} + ciphertext.Length];
      bytes[0] = ${version};
      bytes[1] = (byte)(slot == "b" ? ${keyIds.b} : ${keyIds.a});
      Array.Copy(iv, 0, bytes, 2, ${ivBytes});
      Array.Copy(ciphertext, 0, bytes, ${HEAD_BYTES}, ciphertext.Length);
      ${computeMac(csharp`${purpose}`)}
      Array.Copy(mac, 0, bytes, bytes.Length - ${macBytes}, ${macBytes});
      return ${base64Url(csharp`bytes`)};`),
  });
}

/**
 * C# statements that compute `mac` for a purpose from `bytes` (a sealed value, its own MAC last) and `macKey`. Owned by
 * sealing; unsealing repeats it.
 */
export function computeMac(purpose: CSharpCode): CSharpCode {
  return csharp`var name = Encoding.UTF8.GetBytes(${purpose});
      var authenticated = new byte[bytes.Length - ${macBytes} + name.Length + 1];
      authenticated[0] = bytes[0];
      Array.Copy(name, 0, authenticated, 1, name.Length);
      Array.Copy(bytes, 1, authenticated, 2 + name.Length, bytes.Length - ${macBytes + 1});
      var mac = new HMACSHA256(macKey).ComputeHash(authenticated);`;
}
