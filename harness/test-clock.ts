/** A clock for the local gateway that stands still until a test moves it. It starts at the real time, because tokens carry times. */
export class TestClock {
  #milliseconds = Date.now();

  /** Milliseconds since 1970-01-01T00:00:00Z. */
  nowMilliseconds(): number {
    return this.#milliseconds;
  }

  /** Moves the time on: tokens expire, windows of limits open. */
  advanceSeconds(seconds: number): void {
    this.#milliseconds += seconds * 1000;
  }
}
