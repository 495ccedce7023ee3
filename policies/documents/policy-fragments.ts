import type { ClientOptions } from '../steps/find-client';
import { RETURN_CLIENT_ERROR } from './fragments/client-error';
import { authenticateClientFragment, findClientFragment, READ_CLIENT_CREDENTIALS } from './fragments/clients';
import { FIND_TRANSACTION } from './fragments/find-transaction';
import {
  ADMIT_APPLICATION,
  ADMIT_SUBSCRIPTION,
  CHECK_GRANT,
  CHECK_REQUEST_SIZE,
  CHECK_TOKEN,
  CHECK_TOOL,
  COUNT_ANSWER,
  HIDE_TOOLS,
  MCP_ERRORS,
  NAME_TOOL,
  OPEN_SESSION,
  READ_GRANT,
  READ_MESSAGE,
  READ_TOKEN,
  REFUSE_CALLER,
  SEAL_SESSION,
  STRIP_QUERY,
  STRIP_REQUEST,
  STRIP_RESPONSE,
  TELL_CALL,
} from './fragments/mcp';
import {
  FOREIGN_LOGIN_PAGE,
  FOREIGN_ORIGIN,
  INVALID_GRANT,
  UNAVAILABLE,
  UNAVAILABLE_PAGE,
  USED_LOGIN_PAGE,
} from './fragments/responses';
import { STORE_AUTHORIZATION_FRAGMENT } from './fragments/store-authorization';
import { READ_CLIENT_FORM, REVOKE_GRANT } from './fragments/tokens';
import type { GatewayFragment } from './gateway-fragment';

/** Lists the fragments that the documents include. All of them are deployed before any document. */
export function policyFragments(options: ClientOptions = {}): readonly GatewayFragment[] {
  return [
    STORE_AUTHORIZATION_FRAGMENT,
    UNAVAILABLE,
    INVALID_GRANT,
    UNAVAILABLE_PAGE,
    USED_LOGIN_PAGE,
    FOREIGN_LOGIN_PAGE,
    READ_CLIENT_FORM,
    REVOKE_GRANT,
    READ_CLIENT_CREDENTIALS,
    findClientFragment(options),
    authenticateClientFragment(options),
    RETURN_CLIENT_ERROR,
    FIND_TRANSACTION,
    FOREIGN_ORIGIN,
    READ_TOKEN,
    REFUSE_CALLER,
    ADMIT_APPLICATION,
    ADMIT_SUBSCRIPTION,
    CHECK_TOKEN,
    READ_GRANT,
    CHECK_GRANT,
    CHECK_REQUEST_SIZE,
    READ_MESSAGE,
    CHECK_TOOL,
    NAME_TOOL,
    TELL_CALL,
    HIDE_TOOLS,
    COUNT_ANSWER,
    OPEN_SESSION,
    STRIP_REQUEST,
    STRIP_QUERY,
    STRIP_RESPONSE,
    SEAL_SESSION,
    MCP_ERRORS,
  ];
}
