import { ReferenceObject } from '../reference-object';
import { CRYPTOGRAPHY } from './algorithm-names';

/** What `CreateEncryptor` and `CreateDecryptor` answer. Its type is no part of the allow-list: no expression can use it. */
export class ClrCryptoTransform extends ReferenceObject {
  readonly clrType = `${CRYPTOGRAPHY}ICryptoTransform`;

  constructor(private readonly direction: 'Encryptor' | 'Decryptor') {
    super();
  }

  override toClrString(): string {
    return `${CRYPTOGRAPHY}UniversalCrypto${this.direction}`;
  }
}
