import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Randomness } from '../../seams';

/** The `Mcp-Session-Id`s of one function app: encrypted, and remembered nowhere. */
export interface SessionIds {
  issue(): string;
  /** What an id stands for, or undefined when this host did not issue it. */
  open(id: string): string | undefined;
}

const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Creates the ids of one app, under a key of its own. */
export function createSessionIds(randomness: Randomness): SessionIds {
  const key = randomness.bytes(32);
  return {
    issue: () => {
      const iv = randomness.bytes(IV_BYTES);
      const cipher = createCipheriv('aes-256-gcm', key, iv);
      const client = Buffer.from(randomness.bytes(16)).toString('hex');
      const encrypted = Buffer.concat([cipher.update(client, 'utf8'), cipher.final()]);
      return Buffer.concat([iv, cipher.getAuthTag(), encrypted]).toString('base64url');
    },
    open: (id) => {
      const bytes = Buffer.from(id, 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, IV_BYTES));
        decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
        const client = Buffer.concat([decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]);
        return client.toString('utf8');
      } catch {
        return undefined;
      }
    },
  };
}
