import { base } from '../elements/base';
import { answerErrors } from '../steps/answer-errors';
import type { PolicyDocument } from './document';
import { policies } from './policies';

/** Builds the document of the OAuth API itself: errors outside the checks of an operation are OAuth JSON too. */
export function oauthApiDocument(): PolicyDocument {
  return policies('oauth-api', { onError: [base(), answerErrors()] });
}
