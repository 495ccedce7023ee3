import { guidFor } from '../managed-identity/principals';

/** A person who can sign in to the local tenant. There are no passwords. */
export interface TestUser {
  /** What `--user` and the login page call the user. */
  readonly name: string;
  readonly displayName: string;
  /** `oid`: the user's object id in the tenant. */
  readonly objectId: string;
  /** `preferred_username`. */
  readonly username: string;
  readonly email: string;
}

function testUser(name: string, displayName: string): TestUser {
  const username = `${name}@example.com`;
  return { name, displayName, objectId: guidFor(`user ${name}`), username, email: username };
}

/** The users of the local tenant. */
export const TEST_USERS: readonly TestUser[] = [testUser('alice', 'Alice Example'), testUser('bob', 'Bob Example')];

/** Finds a user by name, in any case. @throws Error that lists the users */
export function requireTestUser(name: string): TestUser {
  const user = TEST_USERS.find((candidate) => candidate.name === name.toLowerCase());
  if (user === undefined) {
    throw new Error(
      `There is no test user "${name}". Use one of: ${TEST_USERS.map((candidate) => candidate.name).join(', ')}.`,
    );
  }
  return user;
}

/** What an administrator of the local tenant may do to a test user. Names in any case. */
export interface UserAdministration {
  /** Bars a user: no sign-in and no token from now on. @throws Error that lists the users */
  disable(name: string): void;
  /** Lets a disabled user in again. @throws Error that lists the users */
  enable(name: string): void;
  /**
   * Ends what the user signed in to, as a new policy does that asks for another factor: refresh tokens are refused with
   * `interaction_required` until the user has signed in again. @throws Error that lists the users
   */
  requireSignIn(name: string): void;
}

/** The users of one tenant. */
export class UserDirectory implements UserAdministration {
  readonly #disabled = new Set<string>();
  readonly #hasToSignIn = new Set<string>();

  /** The user with this object id, unless disabled. */
  active(objectId: string): TestUser | undefined {
    return this.#disabled.has(objectId) ? undefined : TEST_USERS.find((user) => user.objectId === objectId);
  }

  disable(name: string): void {
    this.#disabled.add(requireTestUser(name).objectId);
  }

  enable(name: string): void {
    this.#disabled.delete(requireTestUser(name).objectId);
  }

  requireSignIn(name: string): void {
    this.#hasToSignIn.add(requireTestUser(name).objectId);
  }

  /** Whether the user with this object id has to sign in before a refresh token counts again. */
  hasToSignIn(objectId: string): boolean {
    return this.#hasToSignIn.has(objectId);
  }

  /** Notes that the user with this object id signed in. */
  signedIn(objectId: string): void {
    this.#hasToSignIn.delete(objectId);
  }
}
