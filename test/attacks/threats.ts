/** A test of another kind, for what no attack on a running gateway can show. */
export interface TestReference {
  /** From the project's folder. */
  readonly file: string;
  /** The text that names the test, as it stands in the file. */
  readonly title: string;
}

/** A way to attack this architecture, what is done about it, and what proves it. */
export interface Threat {
  readonly attack: string;
  readonly mitigation: string;
  /** Names of attacks in this folder. */
  readonly attacks?: readonly string[];
  readonly tests?: readonly TestReference[];
}

/** The threat model, in the order docs/threats.md shows it. */
export const THREATS: Readonly<Record<string, Threat>> = {
  'confused-deputy': {
    attack:
      'All MCP clients share one Entra application, so Entra does not ask again. An attacker registers a client with a redirect URI of his own and sends the victim a link.',
    mitigation:
      'The gateway asks for consent itself, per client, before Entra is involved, and shows name, redirect host, backend and scopes. Nothing goes on without an approval.',
    attacks: [
      'goes on to Entra with a login nobody approved',
      'approves a login that was denied',
      'gets a code without any page being shown',
    ],
  },
  'consent-bypass': {
    attack:
      'A remembered approval is forged, moved to another client, redirect URI or resource, or used by another person.',
    mitigation:
      'The cookie is `__Host-`, HttpOnly and sealed; it holds person, client, redirect URI, resource and scopes, and each is compared. Somebody else sees the page again before any code exists.',
    attacks: [
      'uses the approval of one client for another, in a cookie of that name',
      'uses an approval for another redirect URI of the same client',
      'uses an approval for another endpoint',
      'uses an approval although the page is asked for',
      'has a code made for somebody else than who approved',
    ],
  },
  'login-swap': {
    attack: 'The attacker approves, and has the victim finish the login at Entra, or the other way round.',
    mitigation:
      'A random state per login, used once, and a cookie that is set on approval only: the callback needs both, in the browser that approved.',
    attacks: [
      'finishes a login in a browser that did not approve it',
      'approves a login, has somebody else sign in, and collects the result',
      'answers in the place of Entra, knowing the login but not its state',
      'goes on to Entra with a login that somebody else approved',
    ],
  },
  'client-chosen-keys': {
    attack: 'A client chooses its state so that it collides with, or overwrites, the login of somebody else.',
    mitigation: 'Nothing a client chooses is a key of the store; ids are random or hashes.',
    attacks: ['has state break out of its parameter on the way back'],
    tests: [{ file: 'test/browser/login.test.ts', title: 'keeps two logins at once apart' }],
  },
  'open-redirect': {
    attack:
      'The gateway is made to redirect to an address of the attacker: one that a client did not register, or one that the attacker registered, so that a link to the gateway leads to his site.',
    mitigation:
      'The redirect URI is compared with the registration before anything is shown or sent; https and the loopback only; other mistakes stay on an error page. Errors before the consent page go by themselves to sites that somebody vouches for and to programs on this computer; to other sites by a link, beside which the host stands.',
    attacks: [
      'has the code sent to an address the client did not register',
      'registers a redirect URI that leads elsewhere than to https or the loopback',
      'has a link to the gateway lead straight to a site of its own, by a request that cannot succeed',
    ],
    tests: [
      { file: 'test/e2e/mutated-logins.test.ts', title: 'gets no server error, no foreign redirect and no secret' },
    ],
  },
  'code-interception': {
    attack: 'A code is seen by another program, in a referrer or in a log, and redeemed by the attacker.',
    mitigation:
      'S256 only; a code lives a minute and is bound to client, redirect URI, challenge and resource; `Referrer-Policy: no-referrer` on redirects.',
    attacks: [
      'logs in without PKCE',
      'logs in with the PKCE method that hides nothing',
      'redeems an intercepted code without the PKCE verifier',
      'redeems the code of another client',
      'redeems a code that was sent to another redirect URI',
      'redeems a code that is too old',
    ],
  },
  'code-replay': {
    attack: 'A code is redeemed twice, one after the other or at once.',
    mitigation: 'A code is used up by one write that succeeds once; a second use revokes the login.',
    attacks: [
      'redeems a code twice at once',
      'redeems a code that was used, and goes on with the tokens of its first use',
    ],
  },
  'audience-confusion': {
    attack: "A token for one backend is used on another, or the gateway passes the client's token on.",
    mitigation:
      'Each endpoint compares resource and scopes; Authorization is taken away and the gateway presents its own credential.',
    attacks: [
      'presents a token for one endpoint at the other, its scopes widened',
      'presents a token that has not the scope of the endpoint',
      'redeems a code for another endpoint than the person approved',
      'hands the MCP server a second token behind the first',
    ],
  },
  'forged-token': {
    attack:
      'A token is changed, made up, or something sealed for another use is presented; answers betray which check failed.',
    mitigation:
      'Encrypt-then-MAC with purpose and key id, compared over all bytes before decrypting; every failure is the same 401.',
    attacks: [
      'changes a token it was given',
      'seals a token with a MAC key of its own',
      'presents something the gateway sealed for another use',
      'presents no token, or something that never was one',
      'guesses tokens without end',
    ],
  },
  'refresh-token-theft': {
    attack: 'A stolen refresh token is used beside, or after, its owner.',
    mitigation:
      'Rotation with a minute of grace; an older one revokes the login; bound to its client; idle and absolute lifetimes.',
    attacks: [
      'refreshes with a stolen token after its owner did',
      'refreshes with the token of another client',
      'refreshes with a token nobody used for too long',
      'keeps a login alive for ever',
      'refreshes a login that was revoked',
    ],
  },
  'mix-up': {
    attack: 'A client that knows several authorization servers is made to send the code of one to another.',
    mitigation: 'One issuer, equal to the origin; `iss` in every answer, on errors too, and the metadata says so.',
    tests: [
      { file: 'test/e2e/sdk-v1.test.ts', title: 'returns the state and the issuer of RFC 9207 to the client' },
      { file: 'test/e2e/sdk-v2.test.ts', title: 'logs in, checks the issuer' },
    ],
  },
  'gateway-ssrf': {
    attack: 'The URL of a client metadata document makes the gateway fetch an address inside.',
    mitigation:
      'https on hosts that the operator lists, port 443, no redirects, size and time limits; nothing of the answer in errors.',
    attacks: [
      'has the gateway fetch from a host, or a place on a host, that is not meant for it',
      'passes off an error page, a redirect or silence as a document',
      'has the gateway read a document that is too long',
      'has the gateway fetch documents without end',
    ],
  },
  'client-ssrf': {
    attack: 'Our metadata makes clients fetch addresses of the attacker.',
    mitigation: 'URLs come from a named value, never from the Host header; the local gateway answers to one name only.',
    tests: [{ file: 'test/emulator/gateway/http-front.test.ts', title: 'refuses the host %s' }],
  },
  'registration-flood': {
    attack: 'Registrations fill the store, or a name imitates another client.',
    mitigation:
      'Limits per address and body; registrations that never log in expire; names are bounded and shown as text.',
    attacks: [
      'floods the store with registrations',
      'registers a client with a body that is too long',
      'registers a name that shows something else on the consent page',
    ],
  },
  'loopback-impersonation': {
    attack:
      'A program on the computer of the victim uses the identity of a client whose redirect URI is on the loopback.',
    mitigation: 'The page warns about loopback redirects, and approvals of them are never remembered.',
    attacks: ['has a program on the computer of the victim use an approval'],
    tests: [{ file: 'test/browser/login.test.ts', title: 'asks every time for a client on this computer' }],
  },
  'consent-csrf': {
    attack: 'A page of another site posts the consent form.',
    mitigation: 'POST only, our Origin, and a form token that matches a cookie of this login; one use.',
    attacks: [
      'posts the consent form from a page of another site',
      'posts the consent form without having seen the page',
      'answers for one login with the form of another',
    ],
  },
  clickjacking: {
    attack: 'The consent page is shown in a frame of another site.',
    mitigation: "`frame-ancestors 'none'` and `X-Frame-Options: DENY`.",
    attacks: ['shows the consent page in a frame, or lets it load or send anything elsewhere'],
  },
  'csp-breaks-login': {
    attack: 'Chromium applies `form-action` to every later hop, so that a strict policy ends the login.',
    mitigation: 'Answers to the form are a page that goes on by meta refresh and a link, not a redirect.',
    tests: [
      { file: 'test/browser/login.test.ts', title: 'goes on to Entra and back to the client with a code that redeems' },
      { file: 'test/browser/login.test.ts', title: 'returns to the client with access_denied when the person denies' },
    ],
  },
  'consent-xss': {
    attack: 'Metadata of a client puts markup or script into the consent page.',
    mitigation:
      'Everything is encoded, there is no script and no image of a client, and the policy of the page forbids both.',
    attacks: ['writes markup into the consent page by the name of the client'],
    tests: [{ file: 'test/browser/consent-page.test.ts', title: 'shows the name %j as a name' }],
  },
  'secrets-in-logs': {
    attack: 'Tokens, codes or keys are read in traces, logs or URLs.',
    mitigation:
      'Diagnostics log no body and no header and mask parameters; policies trace no secret; the console of the local gateway masks.',
    tests: [
      {
        file: 'test/constructs/telemetry.test.ts',
        title: 'hides the query parameters that carry credentials and sessions',
      },
      { file: 'test/e2e/mutated-logins.test.ts', title: 'leaves no secret in the traces' },
    ],
  },
  'session-hijack': {
    attack: 'Somebody goes on with the `Mcp-Session-Id` of somebody else.',
    mitigation: 'A session id leaves sealed to person, client and backend, and comes back only if it verifies.',
    attacks: [
      'goes on with the session of another person',
      'goes on with the session of another client of the same person',
      'goes on with the session of one endpoint at the other',
      'changes the session id it was given',
    ],
  },
  'backend-headers': {
    attack:
      'The backend betrays its key or makes clients log in elsewhere by its headers. `Server` stays: API Management cannot remove it.',
    mitigation:
      'Its challenge, cookies, CORS and server headers are taken away; its 401 and 403 become 502; no SSE transport with an injected key.',
    attacks: [
      'refuses the gateway as the MCP server, so that the client logs in again and again',
      'sets set-cookie as the MCP server',
    ],
  },
  'direct-backend': {
    attack: 'The backend is called around the gateway.',
    mitigation: 'It takes the key of the gateway alone, which callers cannot bring or drop.',
    attacks: [
      'hands the MCP server a key of its own',
      'has the credential of the gateway dropped as a header of the connection',
    ],
    tests: [{ file: 'test/constructs/function-mcp-backend.test.ts', title: 'keeps it as a secret' }],
  },
  'dns-rebinding': {
    attack: 'A web page reaches the local gateway by a name that resolves to this machine.',
    mitigation: 'It binds the loopback and answers to its one name; foreign origins get 403.',
    attacks: ['calls the endpoint from a web page on a foreign origin'],
    tests: [{ file: 'test/emulator/gateway/http-front.test.ts', title: 'refuses the host %s' }],
  },
  'header-smuggling': {
    attack: '`Mcp-Method` and `Mcp-Name` say something else than the body.',
    mitigation: 'No decision rests on them: the token is checked whatever they say.',
    tests: [{ file: 'test/e2e/eras.test.ts', title: 'that say what a legacy message is open nothing' }],
  },
  'wildcard-redirect': {
    attack: 'A pattern of redirect URIs lets in an address nobody meant.',
    mitigation: 'There are no patterns: a redirect URI is compared exactly, the port of a loopback address aside.',
    attacks: ['has the code sent to an address the client did not register'],
  },
  'id-token-confusion': {
    attack: 'An ID token of another tenant, application, login or signer is brought to the callback.',
    mitigation:
      'Signature, issuer, audience, expiry, tenant and nonce are checked; PKCE, and a federated credential instead of a secret.',
    attacks: [
      'signs the ID token with a key of its own',
      'brings an ID token for another application',
      'brings an ID token of another issuer',
      'brings an ID token that has expired',
      'brings the ID token of another login',
      'signs in with a guest account of another tenant',
    ],
  },
  'stale-rights': {
    attack: 'A person disabled at Entra keeps access.',
    mitigation: 'Access tokens live an hour, and each refresh redeems the refresh token of Entra.',
    attacks: [
      'refreshes after an administrator disabled the person',
      'refreshes although Entra wants the person to sign in again',
      'presents a token that has expired',
    ],
  },
};
