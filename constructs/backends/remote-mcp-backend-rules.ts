import type { RemoteMcpBackendProps } from './remote-mcp-backend';
import type { Rule } from '../rules';
import { LITERAL_SECRET, isSecretReference } from '../secret';

/** RFC 9110, section 5.6.2: a token. */
const HEADER_NAME = /^[A-Za-z0-9!#$%&'*+.^_`|~-]+$/;

/** Printable, and nothing that a policy would read as a named value or an expression. */
const HEADER_VALUE = /^[A-Za-z0-9 .,:;/+*=()_-]{1,256}$/;

/** Headers that say how a message is carried or what MCP is spoken: the gateway's and the client's. */
const PROTOCOL_HEADER =
  /^(?:host|connection|content-.*|transfer-encoding|te|trailer|upgrade|accept|accept-.*|mcp-.*|last-event-id|x-ms-.*|x-forwarded-.*|forwarded)$/i;

/** Headers that hold credentials. */
const CREDENTIAL_HEADER = /^(?:(?:proxy-)?authorization|cookie|.*(?:api-?key|token|secret|password).*)$/i;

/** Props as the rules see them: no value of a secret, because what a rule refuses is printed. */
export type CheckedRemote = Omit<RemoteMcpBackendProps, 'credential'> & {
  /** How the credential is given, without its value. */
  readonly credential?: {
    readonly header: string;
    readonly scheme?: string;
    readonly value: 'text' | 'reference' | 'keyVaultSecretId';
  };
};

/** Makes what the rules see of props. */
export function checkedRemote({ credential, ...props }: RemoteMcpBackendProps): CheckedRemote {
  if (credential === undefined) return props;
  const { value, ...rest } = credential;
  const kind = !isSecretReference(value) ? 'text' : typeof value === 'string' ? 'reference' : 'keyVaultSecretId';
  return { ...props, credential: { ...rest, value: kind } };
}

export const REMOTE_RULES: readonly Rule<CheckedRemote>[] = [
  {
    id: 'remote-url',
    prop: 'url',
    when: ({ url }) => !isEndpoint(url),
    message:
      'A remote server is reached at an https URL with a host name, without user name, query and fragment; what stands in its path decides where requests go.',
    fix: 'Write it like "https://mcp.example.com/mcp".',
  },
  {
    id: 'remote-credential-header',
    prop: 'credential',
    when: ({ credential }) => credential !== undefined && !isSettable(credential.header),
    message:
      'A credential is sent in a header whose name is letters, digits and hyphens and which does not say how the message is carried.',
    fix: 'Use "Authorization", or what the server asks for, like "X-Api-Key".',
  },
  {
    id: 'remote-credential-scheme',
    prop: 'credential',
    when: ({ credential }) => credential?.scheme !== undefined && credential.value === 'keyVaultSecretId',
    message: 'The value of a secret in a vault is sent as it is: nothing can be put in front of it.',
    fix: 'Leave scheme out and store the whole value of the header, like "Bearer abc", as the secret.',
  },
  {
    id: 'remote-credential-literal',
    prop: 'credential',
    when: ({ credential }) => credential?.value === 'text',
    ...LITERAL_SECRET,
  },
  {
    id: 'remote-header-name',
    prop: 'headers',
    when: ({ headers = {}, credential }) =>
      !Object.keys(headers).every(
        (name) =>
          isSettable(name) && !CREDENTIAL_HEADER.test(name) && name.toLowerCase() !== credential?.header.toLowerCase(),
      ),
    message:
      'The gateway adds headers whose names are letters, digits and hyphens. A header that holds a credential, is the credential, or says how the message is carried is none of them.',
    fix: 'Use credential for what is secret; leave the others to the gateway.',
  },
  {
    id: 'remote-header-value',
    prop: 'headers',
    when: ({ headers = {} }) => !Object.values(headers).every((value) => HEADER_VALUE.test(value)),
    message: 'The value of a header is 1 to 256 letters, digits, spaces and . , : ; / + * = ( ) _ -',
    fix: 'Write it like "true" or "repos,issues".',
  },
];

function isSettable(header: string): boolean {
  return HEADER_NAME.test(header) && !PROTOCOL_HEADER.test(header);
}

function isEndpoint(url: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, username, password, hostname } = new URL(url);
  // The text, not the parsed URL: an empty query or fragment leaves no trace in that.
  return protocol === 'https:' && username === '' && password === '' && hostname !== '' && !/[?#]/.test(url);
}
