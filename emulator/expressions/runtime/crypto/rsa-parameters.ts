import type { JsonWebKey } from 'node:crypto';
import { decodeBase64 } from '../text/base64';
import { argumentNull } from '../errors';
import { ReferenceObject } from '../reference-object';
import { parseElement } from '../xml/parse';
import { CRYPTOGRAPHY } from './algorithm-names';
import { cryptographic } from './rsa-settings';

const XML_FIELDS: readonly (readonly [string, keyof JsonWebKey])[] = [
  ['Modulus', 'n'],
  ['Exponent', 'e'],
  ['P', 'p'],
  ['Q', 'q'],
  ['DP', 'dp'],
  ['DQ', 'dq'],
  ['InverseQ', 'qi'],
  ['D', 'd'],
];

function base64(url: string): string {
  return Buffer.from(url, 'base64url').toString('base64');
}

/** The texts of the elements of `<RSAKeyValue>` by their names. */
function keyValues(text: string): ReadonlyMap<string, string> {
  try {
    return new Map(
      parseElement(text)
        .elements()
        .map((element) => [element.name.local, element.value]),
    );
  } catch {
    throw cryptographic('The provided XML could not be read.');
  }
}

/** An RSAParameters, whose fields are not allowed: it can only be handed on. */
export class ClrRsaParameters extends ReferenceObject {
  readonly clrType = `${CRYPTOGRAPHY}RSAParameters`;

  constructor(readonly jwk: JsonWebKey) {
    super();
  }
  /** Reads `<RSAKeyValue>`, of which modulus and exponent must be there. */
  static fromXml(text: string | null): ClrRsaParameters {
    if (text === null) throw argumentNull('xmlString');
    const values = keyValues(text);
    for (const name of ['Modulus', 'Exponent'])
      if (!values.has(name))
        throw cryptographic(`Input string does not contain a valid encoding of the 'RSA' '${name}' parameter.`);
    const fields = XML_FIELDS.flatMap(([name, field]) => {
      const value = values.get(name);
      return value === undefined ? [] : [[field, Buffer.from(decodeBase64(value)).toString('base64url')]];
    });
    return new ClrRsaParameters({ kty: 'RSA', ...Object.fromEntries(fields) });
  }

  /** `<RSAKeyValue>` with the fields that are there. */
  toXml(): string {
    const fields = XML_FIELDS.flatMap(([name, field]) => {
      const value = this.jwk[field];
      return typeof value === 'string' ? [`<${name}>${base64(value)}</${name}>`] : [];
    });
    return `<RSAKeyValue>${fields.join('')}</RSAKeyValue>`;
  }
}
