/** Templates by the type they yield. */
export type Writing = Readonly<Record<string, readonly string[]>>;
