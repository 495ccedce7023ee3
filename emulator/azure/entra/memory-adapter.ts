import type { Adapter, AdapterPayload } from 'oidc-provider';

/** Past this many records the oldest goes: sign-ins end in minutes, and nothing else removes abandoned ones. */
const MOST_RECORDS = 10_000;

type Records = Map<string, AdapterPayload>;

/**
 * Where the OpenID Connect library keeps sessions, interactions, codes and tokens: one map per gateway. The library's own
 * map is shared by the whole process.
 */
export function createMemoryAdapterFactory(): (model: string) => Adapter {
  const records: Records = new Map();
  return (model) => new MemoryAdapter(model, records);
}

class MemoryAdapter implements Adapter {
  constructor(
    private readonly model: string,
    private readonly records: Records,
  ) {}

  async upsert(id: string, payload: AdapterPayload): Promise<void> {
    const key = this.#key(id);
    // Deleting first makes it the youngest.
    this.records.delete(key);
    this.records.set(key, payload);
    const [oldest] = this.records.keys();
    if (this.records.size > MOST_RECORDS && oldest !== undefined) {
      this.records.delete(oldest);
    }
  }

  async find(id: string): Promise<AdapterPayload | undefined> {
    return this.records.get(this.#key(id));
  }

  async findByUid(uid: string): Promise<AdapterPayload | undefined> {
    return this.#search((payload) => payload.uid === uid);
  }

  async findByUserCode(userCode: string): Promise<AdapterPayload | undefined> {
    return this.#search((payload) => payload.userCode === userCode);
  }

  async consume(id: string): Promise<void> {
    // Entra gives a new refresh token for an old one, and the old one stays good.
    if (this.model === 'RefreshToken') return;
    const payload = this.records.get(this.#key(id));
    if (payload !== undefined) {
      payload.consumed = true;
    }
  }

  async destroy(id: string): Promise<void> {
    this.records.delete(this.#key(id));
  }

  async revokeByGrantId(grantId: string): Promise<void> {
    for (const [key, payload] of this.records) {
      if (payload.grantId === grantId) {
        this.records.delete(key);
      }
    }
  }

  #key(id: string): string {
    return `${this.model} ${id}`;
  }

  #search(matches: (payload: AdapterPayload) => boolean): AdapterPayload | undefined {
    for (const [key, payload] of this.records) {
      if (key.startsWith(`${this.model} `) && matches(payload)) {
        return payload;
      }
    }
    return undefined;
  }
}
