/** An answer with which Azure OpenAI refuses a request: an HTTP status and the JSON body `{error: {code, message}}`. */
export class OpenAiError extends Error {
  constructor(
    readonly status: number,
    /** Azure's own code, for instance `DeploymentNotFound`. */
    readonly code: string,
    message: string,
    /** The parameter of the request that is wrong. */
    readonly param?: string,
  ) {
    super(message);
    this.name = 'OpenAiError';
  }
}

/** 400: a parameter is missing or has a value it may not have. */
export function invalidRequest(param: string, message: string): OpenAiError {
  return new OpenAiError(400, 'invalid_request_error', message, param);
}
