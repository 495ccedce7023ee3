/** Counts the tokens of a text. */
export type CountTokens = (text: string) => number;

let loading: Promise<CountTokens> | undefined;

/**
 * Loads the tokenizer: o200k_base, which OpenAI's models have had since GPT-4o. Its table takes a moment and some memory, so
 * only a gateway that counts tokens loads it. What looks like a control token counts as text.
 */
export function loadTokenizer(): Promise<CountTokens> {
  loading ??= import('gpt-tokenizer/encoding/o200k_base').then(
    ({ countTokens }) =>
      (text) =>
        countTokens(text, { disallowedSpecial: new Set() }),
  );
  return loading;
}
