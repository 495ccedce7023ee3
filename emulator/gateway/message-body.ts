import { pipeline, Transform, type Readable } from 'node:stream';
import { ClrException } from '../expressions/clr-exception';
import type { BodyView } from '../expressions/policy-context';
import { PolicyError } from './policy-error';

/** Longest message Azure buffers for a policy that reads its body. */
export const BUFFER_LIMIT_BYTES = 2 * 1024 * 1024;

type State =
  | { readonly kind: 'stream'; readonly stream: Readable; readonly onDiscard: (stream: Readable) => void }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'consumed' };

/** A request or response body: a stream until a policy needs its bytes, and empty once a policy consumed it. */
export class MessageBody implements BodyView {
  #state: State;
  #changed: boolean;

  private constructor(state: State, changed: boolean) {
    this.#state = state;
    this.#changed = changed;
  }

  /** The body of a response we receive; when nobody wants it, its connection is closed. */
  static ofResponse(stream: Readable): MessageBody {
    return new MessageBody({ kind: 'stream', stream, onDiscard: destroy }, false);
  }

  /** The body of a request we answer; when nobody wants it, it is read and dropped, so that the answer still arrives. */
  static ofRequest(stream: Readable): MessageBody {
    return new MessageBody({ kind: 'stream', stream, onDiscard: drain }, false);
  }

  static ofBytes(bytes: Uint8Array): MessageBody {
    return new MessageBody({ kind: 'bytes', bytes }, true);
  }

  static ofText(text: string): MessageBody {
    return MessageBody.ofBytes(Buffer.from(text, 'utf8'));
  }

  /** True when the bytes are not those that arrived, so Content-Length has to be written anew. */
  get isChanged(): boolean {
    return this.#changed;
  }

  get isStream(): boolean {
    return this.#state.kind === 'stream';
  }

  /**
   * Reads the stream to its end, once.
   * @throws PolicyError 413 past the limit
   */
  async buffer(limitBytes = BUFFER_LIMIT_BYTES): Promise<void> {
    if (this.#state.kind !== 'stream') return;
    const { stream, onDiscard } = this.#state;
    const chunks: Uint8Array[] = [];
    let length = 0;
    // What is left of a body that is too long is for onDiscard: on a connection that is destroyed no answer arrives.
    const iterator = stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Uint8Array>;
    try {
      for await (const chunk of iterator) {
        length += chunk.length;
        if (length > limitBytes) throw tooLarge(limitBytes);
        chunks.push(chunk);
      }
    } catch (error) {
      this.#state = { kind: 'consumed' };
      if (!(error instanceof PolicyError)) throw brokenOff();
      onDiscard(stream);
      throw error;
    }
    this.#state = {
      kind: 'bytes',
      bytes: chunks.length === 1 && chunks[0] !== undefined ? chunks[0] : Buffer.concat(chunks),
    };
  }

  read(preserve: boolean): Uint8Array {
    if (this.#state.kind === 'stream') throw new Error('The body was not buffered before an expression read it.');
    if (this.#state.kind === 'consumed') {
      throw new ClrException(
        'System.InvalidOperationException',
        'The message body was already consumed. Read it with preserveContent: true where it is needed again.',
      );
    }
    const { bytes } = this.#state;
    if (!preserve) {
      this.#state = { kind: 'consumed' };
      this.#changed = true;
    }
    return bytes;
  }

  /** What to send: bytes, the stream, or undefined when nothing is left. A stream can be taken once. */
  take(): Uint8Array | Readable | undefined {
    const state = this.#state;
    if (state.kind === 'stream') {
      this.#state = { kind: 'consumed' };
      return state.stream;
    }
    return state.kind === 'bytes' ? state.bytes : undefined;
  }

  /** Shows each chunk of a stream as it passes; nothing is held back. @param onEnd called once, when it ends or breaks off */
  observe(onChunk: (chunk: Uint8Array) => void, onEnd: () => void): void {
    if (this.#state.kind !== 'stream') return;
    const { stream, onDiscard } = this.#state;
    const observed = new Transform({
      transform: (chunk: Uint8Array, _encoding, done) => {
        onChunk(chunk);
        done(null, chunk);
      },
    });
    pipeline(stream, observed, onEnd);
    this.#state = { kind: 'stream', stream: observed, onDiscard };
  }

  /** Gives up a stream nobody will read. */
  discard(): void {
    if (this.#state.kind === 'stream') this.#state.onDiscard(this.#state.stream);
    this.#state = { kind: 'consumed' };
  }
}

function destroy(unwanted: Readable): void {
  unwanted.destroy();
}

function drain(unwanted: Readable): void {
  unwanted.resume();
}

function tooLarge(limitBytes: number): PolicyError {
  return new PolicyError({
    reason: 'PayloadTooLarge',
    message: `A policy reads this body, and it is longer than the ${limitBytes} bytes that are buffered.`,
    statusCode: 413,
  });
}

function brokenOff(): PolicyError {
  return new PolicyError({ reason: 'ConnectionFailure', message: 'The body ended before it was complete.' });
}
