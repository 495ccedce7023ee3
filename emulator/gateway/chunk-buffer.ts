import { Transform } from 'node:stream';

/** What Azure collects before it passes a response on, unless `buffer-response` is false. */
const CHUNK_BYTES = 8192;

/** A stream that passes data on in chunks of at least 8 KB, and the rest at the end. */
export function chunkBuffer(): Transform {
  let chunks: Uint8Array[] = [];
  let length = 0;
  const take = (): Buffer => {
    const collected = Buffer.concat(chunks);
    chunks = [];
    length = 0;
    return collected;
  };
  return new Transform({
    transform(chunk: Uint8Array, _encoding, done) {
      chunks.push(chunk);
      length += chunk.length;
      done(null, length >= CHUNK_BYTES ? take() : undefined);
    },
    flush(done) {
      done(null, length > 0 ? take() : undefined);
    },
  });
}
