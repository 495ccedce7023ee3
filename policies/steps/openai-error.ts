/** An error of an API of language models. */
interface OpenAiError {
  /** One sentence for the developer of the client; never a value of the request or of the store. */
  readonly message: string;
  /** Kind of the error, for instance `invalid_request_error`. */
  readonly type: string;
  /** What programs tell errors apart by. */
  readonly code: string;
}

/**
 * JSON text of an error as OpenAI's clients read it (https://platform.openai.com/docs/guides/error-codes). Which of their
 * exceptions it becomes, the status alone decides.
 */
export function openAiErrorText({ message, type, code }: OpenAiError): string {
  return JSON.stringify({ error: { message, type, param: null, code } });
}
