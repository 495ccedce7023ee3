import { z } from 'zod';

/** One setting: where it comes from, what it means and what it may be. */
export interface SettingDefinition<Value> {
  /** Environment variable. */
  readonly variable: string;
  /** The value when the variable is not set or empty. */
  readonly default: Value;
  /** What it does, as a sentence. */
  readonly description: string;
  /** What a value has to be, as the end of "... must be". */
  readonly rule: string;
  /** A value that works. */
  readonly example: string;
  /** Reads the text of the variable. */
  readonly schema: z.ZodType<Value, string>;
  /**
   * True for the variable of a secret. Only whether it is there becomes part of the settings, and Terraform's own variable
   * (`TF_VAR_` and the name in lower case) counts too.
   */
  readonly secret?: boolean;
}

/** Keeps the type of a setting's value. */
export const define = <Value>(definition: SettingDefinition<Value>): SettingDefinition<Value> => definition;

/** A text of a form. */
export const text = (pattern: RegExp): z.ZodType<string, string> => z.string().regex(pattern);

/** The items between commas. */
export const list = (value: string): string[] =>
  value
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '');
