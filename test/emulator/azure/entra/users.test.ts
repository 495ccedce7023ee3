import { requireTestUser, UserDirectory } from '../../../../emulator/azure/entra/users';

describe('UserDirectory', () => {
  const { objectId } = requireTestUser('alice');

  it('bars a user and lets the user in again', () => {
    const users = new UserDirectory();
    users.disable('ALICE');
    expect(users.active(objectId)).toBeUndefined();
    users.enable('alice');
    expect(users.active(objectId)?.name).toBe('alice');
  });

  it('wants a user to sign in until the user did', () => {
    const users = new UserDirectory();
    users.requireSignIn('Alice');
    expect([users.hasToSignIn(objectId), users.active(objectId)?.name]).toEqual([true, 'alice']);
    users.signedIn(objectId);
    expect(users.hasToSignIn(objectId)).toBe(false);
  });

  it.each(['disable', 'enable', 'requireSignIn'] as const)(
    '%s lists the users when there is none of that name',
    (act) => {
      expect(() => new UserDirectory()[act]('mallory')).toThrow(
        'There is no test user "mallory". Use one of: alice, bob.',
      );
    },
  );
});
