import { setVariable } from '../elements/set-variable';
import { csharp, expression } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import type { HttpStatus } from './http-status';
import { errorResponse, oauthErrorText } from './json-response';
import type { OAuthErrorProps } from './json-response';
import { openAiErrorText } from './openai-error';

/** Variable that says how the clients of an endpoint read errors; where nobody sets it, as OAuth JSON. */
const ERROR_FORM = 'errorForm';

/** Makes the shared fragments answer errors as OpenAI's clients read them. */
export function answerAsOpenAi(): XmlElement {
  return setVariable({ name: ERROR_FORM, value: 'openai' });
}

/** Answers with an error in the form of the endpoint that the request is for. */
export function endpointErrorResponse(props: OAuthErrorProps): XmlElement {
  return errorResponse(props, endpointErrorText(props));
}

/** Policy expression: the JSON text of an error, in the form of the endpoint that the request is for. */
export function endpointErrorText(props: Pick<OAuthErrorProps, 'status' | 'error' | 'description'>): string {
  const { status, error, description } = props;
  const openAi = openAiErrorText({ message: description, type: openAiType(status), code: error });
  return expression(
    csharp`context.Variables.GetValueOrDefault<string>(${ERROR_FORM}, "") == "openai" ? ${openAi} : ${oauthErrorText(props)}`,
  );
}

function openAiType(status: HttpStatus): string {
  if (status === 429) return 'requests';
  return status >= 500 ? 'server_error' : 'invalid_request_error';
}
