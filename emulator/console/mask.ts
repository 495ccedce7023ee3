import { isClrObject, type ClrValue } from '../expressions/clr-value';

/** Names of headers, variables and parameters whose values are never shown. */
const SENSITIVE_NAME =
  /authorization|cookie|token|secret|password|credential|assertion|verifier|^code|code$|_code|api-?key|subscription-key|signature|nonce|^state$|^t$|client_info|session[-_]?id|azmcpcs/i;

/** A run of characters long and mixed enough to be a key, a token or a code. */
const TOKEN_LIKE = /[A-Za-z0-9_+=-]{24,}/g;

/** A member of a JSON object whose value is text. */
const JSON_MEMBER = /"([^"\\]+)"\s*:\s*"(?:[^"\\]|\\.)*(?:"|$)/g;

const MAX_CHARACTERS = 600;

/** Hides what must not be shown: values of sensitive names, secret named values, and whatever looks like a token. */
export interface Masker {
  /** @param name of the variable, header or parameter the text belongs to, if it has one */
  text(text: string, name?: string): string;
  value(value: ClrValue, name?: string): string;
}

/** @param secrets values that may appear nowhere, with what stands in for each */
export function createMasker(secrets: ReadonlyMap<string, string>): Masker {
  const text = (raw: string, name = ''): string => {
    if (SENSITIVE_NAME.test(name)) return `*** (${raw.length} characters)`;
    // Before the text is cut, or the beginning of a secret would be left.
    let masked = raw;
    for (const [secret, replacement] of secrets) masked = masked.replaceAll(secret, replacement);
    masked = masked
      .slice(0, MAX_CHARACTERS)
      .replace(/([?&;\s]|^)([^=?&;\s]+)=([^&;\s]*)/g, (all, before: string, key: string) =>
        SENSITIVE_NAME.test(key) ? `${before}${key}=***` : all,
      )
      .replace(JSON_MEMBER, (all, key: string) => (SENSITIVE_NAME.test(key) ? `"${key}":"***"` : all))
      .replace(TOKEN_LIKE, (run) => (looksRandom(run) ? `${run.slice(0, 4)}*** (${run.length} characters)` : run));
    return raw.length > MAX_CHARACTERS ? `${masked} ... (${raw.length} characters)` : masked;
  };
  return {
    text,
    value: (value, name) => {
      if (value === null) return 'null';
      if (value instanceof Uint8Array) return `byte[${value.length}]`;
      if (isClrObject(value)) return `${value.clrType} ${text(value.toClrString(), name)}`;
      return text(String(value), name);
    },
  };
}

/** Words and GUIDs are no secrets; keys mix cases and digits. */
function looksRandom(run: string): boolean {
  if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(run)) return false;
  return /\d/.test(run) && /[A-Za-z]/.test(run);
}
