/** Time as the local gateway sees it, so that tests can move it. */
export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMilliseconds(): number;
}

/** Every random byte the local gateway and its stand-ins use, so that tests can fix it. */
export interface Randomness {
  bytes(count: number): Uint8Array;
}
