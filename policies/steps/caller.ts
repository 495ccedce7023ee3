import { TOKEN } from './check-access-token';

/** Who calls, as variables, whatever the credential was. Limits count by them, and sessions belong to them. */
export const CALLER = {
  /** `tenant:user` of a person, `app:tenant:object id` of an application, `subscription:id` of a subscription key. */
  subject: 'subject',
  /** OAuth client id of the program; empty for a subscription key. */
  client: 'callerClient',
  /** Id of the grant. An agent has none: its subject stands for it. */
  login: TOKEN.grantId,
} as const;
