import type { IncomingMessage, ServerResponse } from 'node:http';
import type { InteractionResults, Provider } from 'oidc-provider';
import { readBody } from '../loopback-server';
import type { EntraApplication } from './applications';
import { EntraError } from './entra-error';
import { loginPage, pageHeaders } from './html';
import { requireTestUser, TEST_USERS, type TestUser, type UserDirectory } from './users';

const LONGEST_LOGIN_BYTES = 4096;

/**
 * Answers the login page: shows it, or signs in the chosen user, or sends the browser back without one.
 * @throws EntraError for a disabled or unknown user; the library's error when the browser has no sign-in under way
 */
export async function answerLogin(
  request: IncomingMessage,
  response: ServerResponse,
  context: {
    readonly provider: Provider;
    readonly applications: readonly EntraApplication[];
    readonly users: UserDirectory;
    /** Signed in without the page. */
    readonly signInAs: TestUser | undefined;
  },
): Promise<void> {
  const { provider, users, signInAs } = context;
  const interaction = await provider.interactionDetails(request, response);
  const finish = (result: InteractionResults): Promise<void> => provider.interactionFinished(request, response, result);
  const signIn = (user: TestUser): Promise<void> => {
    if (users.active(user.objectId) === undefined) {
      throw new EntraError('invalid_grant', 50057, 'The user account is disabled.');
    }
    users.signedIn(user.objectId);
    return finish({ [interaction.prompt.name]: {}, login: { accountId: user.objectId } });
  };

  if (interaction.prompt.name === 'consent') {
    return finish({ consent: {} });
  }
  if (signInAs !== undefined) {
    return signIn(signInAs);
  }
  if (request.method !== 'POST') {
    const application = context.applications.find(({ clientId }) => clientId === interaction.params.client_id);
    response.writeHead(200, pageHeaders());
    response.end(loginPage(application?.displayName ?? 'the application', TEST_USERS, request.url ?? ''));
    return undefined;
  }
  const form = new URLSearchParams((await readBody(request, LONGEST_LOGIN_BYTES)).toString('utf8'));
  if (form.has('cancel')) {
    return finish({ error: 'access_denied' });
  }
  return signIn(chosenUser(form.get('user') ?? ''));
}

function chosenUser(name: string): TestUser {
  try {
    return requireTestUser(name);
  } catch (error) {
    throw new EntraError('invalid_request', 50034, error instanceof Error ? error.message : 'Unknown user.');
  }
}
