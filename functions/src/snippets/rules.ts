/** Longest snippet name, in characters. */
export const MAX_NAME_LENGTH = 64;

/** Largest snippet, in bytes of UTF-8. */
export const MAX_CONTENT_BYTES = 65_536;

/** What a snippet name looks like, in words, for tool descriptions and errors. */
export const NAME_RULE = `1 to ${MAX_NAME_LENGTH} letters (a-z, A-Z), digits, dots, hyphens or underscores, starting and ending with a letter or digit`;

/** What a snippet's content looks like, in words, for tool descriptions and errors. */
export const CONTENT_RULE = `text of 1 to ${MAX_CONTENT_BYTES} bytes of UTF-8`;

const NAME = new RegExp(`^[A-Za-z0-9](?:[A-Za-z0-9._-]{0,${MAX_NAME_LENGTH - 2}}[A-Za-z0-9])?$`);

/**
 * Checks a snippet name, which becomes a blob name: no slash, so nobody reaches outside the container's flat list.
 * @returns what is wrong, as a sentence for the caller, or undefined when the name is good
 */
export function nameProblem(name: unknown): string | undefined {
  if (typeof name === 'string' && NAME.test(name)) {
    return undefined;
  }
  return `The snippet name ${shown(name)} is not valid. Use ${NAME_RULE}.`;
}

/**
 * Checks a snippet's content.
 * @returns what is wrong, as a sentence for the caller, or undefined when the content is good
 */
export function contentProblem(content: unknown): string | undefined {
  if (typeof content !== 'string' || content === '') {
    return `The snippet content is missing or not a text. Use ${CONTENT_RULE}.`;
  }
  const bytes = Buffer.byteLength(content, 'utf8');
  if (bytes > MAX_CONTENT_BYTES) {
    return `The snippet content has ${bytes} bytes. Use ${CONTENT_RULE}.`;
  }
  return undefined;
}

function shown(name: unknown): string {
  if (typeof name !== 'string') {
    return 'is missing or';
  }
  const quoted = JSON.stringify(name.slice(0, MAX_NAME_LENGTH));
  return name.length > MAX_NAME_LENGTH ? `${quoted}... (${name.length} characters)` : quoted;
}
