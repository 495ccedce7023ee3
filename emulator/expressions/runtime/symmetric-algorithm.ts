import type { SymmetricSettings } from './symmetric';
import { ReferenceObject } from './reference-object';

/** A System.Security.Cryptography.SymmetricAlgorithm, as `SymmetricAlgorithm.Create("Aes")` makes it. */
export class ClrSymmetricAlgorithm extends ReferenceObject {
  readonly clrType = 'System.Security.Cryptography.SymmetricAlgorithm';
  mode = 1;
  padding = 2;

  constructor(
    private readonly algorithm: SymmetricSettings['algorithm'],
    public key: Uint8Array,
    public iv: Uint8Array,
  ) {
    super();
  }

  settings(): SymmetricSettings {
    return { algorithm: this.algorithm, mode: this.mode, padding: this.padding };
  }
}
