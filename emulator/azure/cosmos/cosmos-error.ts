/** An answer with which Cosmos refuses a request: an HTTP status and the JSON body `{code, message}`. */
export class CosmosError extends Error {
  constructor(
    readonly status: number,
    /** Cosmos's own code, for instance `Conflict`. */
    readonly code: string,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
    this.name = 'CosmosError';
  }
}

/** 400: the request breaks a rule of the REST interface. */
export function badRequest(message: string): CosmosError {
  return new CosmosError(400, 'BadRequest', message);
}

/** 401: the authorization header does not prove who is calling. */
export function unauthorized(message: string): CosmosError {
  return new CosmosError(401, 'Unauthorized', message);
}

/** 403: the caller is known, or the request too old, and it may not do this. */
export function forbidden(message: string): CosmosError {
  return new CosmosError(403, 'Forbidden', message);
}

/** 404: no such database, container or document; an expired document counts as gone. */
export function notFound(what: string): CosmosError {
  return new CosmosError(404, 'NotFound', `Entity with the specified id does not exist in the system: ${what}.`);
}
