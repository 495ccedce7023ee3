import { NAMED_VALUES } from '../contract/named-values';
import { SEALED_FORMAT, SEAL_PURPOSES } from '../contract/sealing';
import type { SealPurpose } from '../contract/sealing';
import { setVariable } from '../elements/set-variable';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { codeList } from './code-list';
import { base64Url } from './encoding';
import { computeMac } from './seal';
import { stringVariable } from './variables';
import { codeBlock } from './code-block';

const { version, keyIds, ivBytes, macBytes, encryptionKeyBytes, macKeyBytes } = SEALED_FORMAT;
const HEAD_BYTES = 2 + ivBytes;
const BLOCK_BYTES = 16;

/** Longest sealed value anybody decodes: what we seal for a caller has a few hundred characters, Entra's answer a few thousand. */
const MAX_CHARACTERS: Readonly<Record<SealPurpose, number>> = {
  access: 1024,
  refresh: 1024,
  consent: 2048,
  'mcp-session': 2048,
  entra: 32768,
};

/** What {@link unseal} takes. */
export interface UnsealProps {
  /** C# of the sealed text, empty when there is none. */
  readonly sealed: CSharpCode;
  /** What it has to be sealed for; one of several when the caller may send either. */
  readonly purpose: SealPurpose | readonly SealPurpose[];
  /** Prefix of the variables this step writes. */
  readonly prefix: string;
  /** Ids of the two checks. */
  readonly ids: { readonly mac: string; readonly purpose: string };
}

/**
 * Opens a sealed value. Every failure ends the same way, with an empty text, and nothing here throws.
 *
 * Writes, each name after `prefix`: `Bytes` (the decoded value, empty when the shape is wrong), `SealedFor` (the
 * purpose its MAC stands for, empty when it is nobody's), `Authentic` and `ForPurpose` (the two checks) and `Text`.
 *
 * The purpose is part of what the MAC covers. It is told apart from a forged MAC by trying the known purposes, the
 * expected one first, so that a good value costs one HMAC.
 */
export function unseal({ sealed, purpose, prefix, ids }: UnsealProps): readonly XmlElement[] {
  const bytes = csharp`((byte[])context.Variables[${`${prefix}Bytes`}])`;
  const sealedFor = stringVariable(`${prefix}SealedFor`);
  const purposes = [purpose].flat();
  return [
    setVariable({ name: `${prefix}Bytes`, value: decode(sealed, purposes) }),
    setVariable({ name: `${prefix}SealedFor`, value: findPurpose(bytes, purposes) }),
    setVariable({ id: ids.mac, name: `${prefix}Authentic`, value: expression(csharp`${sealedFor} != ""`) }),
    setVariable({
      id: ids.purpose,
      name: `${prefix}ForPurpose`,
      value: expression(
        purposes.reduce<CSharpCode>(
          (code, each) => csharp`${code} || ${sealedFor} == ${each}`,
          csharp`${sealedFor} == ""`,
        ),
      ),
    }),
    setVariable({
      name: `${prefix}Text`,
      value: decrypt(
        bytes,
        csharp`(bool)context.Variables[${`${prefix}Authentic`}] && (bool)context.Variables[${`${prefix}ForPurpose`}]`,
      ),
    }),
  ];
}

function decode(sealed: CSharpCode, purposes: readonly SealPurpose[]): string {
  const maxCharacters = Math.max(...purposes.map((purpose) => MAX_CHARACTERS[purpose]));
  return codeBlock(csharp`
      var text = ${sealed};
      var none = new byte[0];
      if (text.Length > ${maxCharacters} || text.Length % 4 == 1 || !Regex.IsMatch(text, "^[A-Za-z0-9_-]+\\z")) { return none; }
      var bytes = Convert.FromBase64String(text.Replace("-", "+").Replace("_", "/") + new string('=', (4 - text.Length % 4) % 4));
      if (${base64Url(csharp`bytes`)} != text) { return none; }
      if (bytes.Length < ${HEAD_BYTES + BLOCK_BYTES + macBytes} || (bytes.Length - ${HEAD_BYTES + macBytes}) % ${BLOCK_BYTES} != 0) { return none; }
      return bytes[0] == ${version} && (bytes[1] == ${keyIds.a} || bytes[1] == ${keyIds.b}) ? bytes : none;`);
}

function findPurpose(bytes: CSharpCode, expected: readonly SealPurpose[]): string {
  const purposes = [...expected, ...SEAL_PURPOSES.filter((purpose) => !expected.includes(purpose))];
  return codeBlock(csharp`
      var bytes = ${bytes};
      if (bytes.Length == 0) { return ""; }
      ${keyOf('macKey', encryptionKeyBytes, macKeyBytes)}
      foreach (var purpose in new string[] { ${codeList(purposes)} }) {
      ${computeMac(csharp`purpose`)}
      var difference = 0;
      for (var i = 0; i < ${macBytes}; i++) { difference = difference | (mac[i] ^ bytes[bytes.Length - ${macBytes} + i]); }
      if (difference == 0) { return purpose; }
      }
      return "";`);
}

function decrypt(bytes: CSharpCode, allowed: CSharpCode): string {
  return codeBlock(csharp`
      var bytes = ${bytes};
      if (bytes.Length == 0 || !(${allowed})) { return ""; }
      ${keyOf('encryptionKey', 0, encryptionKeyBytes)}
      var iv = new byte[${ivBytes}];
      Array.Copy(bytes, 2, iv, 0, ${ivBytes});
      var ciphertext = new byte[bytes.Length - ${HEAD_BYTES + macBytes}];
      Array.Copy(bytes, ${HEAD_BYTES}, ciphertext, 0, ciphertext.Length);
      try { return Encoding.UTF8.GetString(ciphertext.Decrypt("Aes", encryptionKey, iv)); }
      catch (Exception) { return ""; }`);
}

/** C# statements that cut a key out of the slot that `bytes` names. */
function keyOf(variable: 'macKey' | 'encryptionKey', offset: number, length: number): CSharpCode {
  const name = variable === 'macKey' ? csharp`macKey` : csharp`encryptionKey`;
  return csharp`var slot = Convert.FromBase64String(bytes[1] == ${keyIds.b} ? ${namedValue(NAMED_VALUES.sealKeyB)} : ${namedValue(NAMED_VALUES.sealKeyA)});
      var ${name} = new byte[${length}];
      Array.Copy(slot, ${offset}, ${name}, 0, ${length});`;
}
