import type { EventId, EventStore, JSONRPCMessage, StreamId } from '@modelcontextprotocol/server';

/** Keeps the events of one session's streams, so that a client that lost a stream can resume it. */
export class MemoryEventStore implements EventStore {
  readonly #events: { readonly id: EventId; readonly stream: StreamId; readonly message: JSONRPCMessage }[] = [];

  storeEvent(stream: StreamId, message: JSONRPCMessage): Promise<EventId> {
    const id = String(this.#events.length);
    this.#events.push({ id, stream, message });
    return Promise.resolve(id);
  }

  getStreamIdForEventId(id: EventId): Promise<StreamId | undefined> {
    return Promise.resolve(this.#events[Number(id)]?.stream);
  }

  async replayEventsAfter(
    lastId: EventId,
    { send }: { send: (id: EventId, message: JSONRPCMessage) => Promise<void> },
  ): Promise<StreamId> {
    const last = this.#events[Number(lastId)];
    if (last === undefined) throw new Error(`There is no event ${lastId}.`);
    for (const { id, stream, message } of this.#events.slice(Number(lastId) + 1)) {
      // The priming event of a stream is an empty message.
      if (stream === last.stream && Object.keys(message).length > 0) await send(id, message);
    }
    return last.stream;
  }
}
