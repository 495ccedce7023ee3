import { ClrArray } from '../collections/array';
import { ReferenceObject } from '../reference-object';
import { CRYPTOGRAPHY } from './algorithm-names';

/** A System.Security.Cryptography.KeySizes: what sizes in bits an algorithm takes. */
export class ClrKeySizes extends ReferenceObject {
  readonly clrType = `${CRYPTOGRAPHY}KeySizes`;

  constructor(
    readonly minimum: number,
    readonly maximum: number,
    readonly step: number,
  ) {
    super();
  }
}

/** One range of sizes, as `LegalKeySizes` and `LegalBlockSizes` answer it. */
export function keySizes(minimum: number, maximum: number, step: number): ClrArray {
  return new ClrArray(`${CRYPTOGRAPHY}KeySizes`, [new ClrKeySizes(minimum, maximum, step)]);
}
