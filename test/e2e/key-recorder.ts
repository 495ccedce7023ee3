import { randomBytes } from 'node:crypto';
import type { Randomness } from '../../emulator/seams';

/** Random bytes as any, remembered: what a gateway draws while it boots are its keys. */
export class KeyRecorder implements Randomness {
  readonly #drawn: Buffer[] = [];

  bytes(count: number): Uint8Array {
    const bytes = randomBytes(count);
    if (count >= 32) this.#drawn.push(bytes);
    return bytes;
  }

  /** The keys so far, in each form a text could hold them. */
  recorded(): string[] {
    return this.#drawn.flatMap((bytes) => [
      bytes.toString('base64'),
      bytes.toString('base64url'),
      bytes.toString('hex'),
    ]);
  }
}
