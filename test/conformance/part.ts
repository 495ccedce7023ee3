/** One thing that was looked at, and whether it is as it should be. */
export interface Finding {
  readonly name: string;
  readonly passed: boolean;
  /** What was wrong, or why a difference is none. */
  readonly note?: string;
}

/** What every part works with. */
export interface PartContext {
  /** The cdk.tf.json of the default stack. */
  readonly stackFile: string;
  /** Makes an empty folder that is gone afterwards. */
  newFolder(): string;
  /** Tells what goes on, in a line. */
  progress(line: string): void;
}

/** One part of the conformance run. */
export interface Part {
  readonly name: string;
  readonly description: string;
  /** @throws Error when the part could not be run to its end */
  run(context: PartContext): Promise<readonly Finding[]>;
}
