import type { ThreatId } from './attacks-by-threat';

/** A test of another kind, for what no attack on a running gateway can show. */
export interface TestReference {
  /** From the project's folder. */
  readonly file: string;
  /** The text that names the test, as it stands in the file. */
  readonly title: string;
}

/** A way to attack this architecture and what is done about it. */
export interface Threat {
  readonly attack: string;
  readonly mitigation: string;
  /** Tests beside the attacks of {@link ATTACKS_BY_THREAT}. */
  readonly tests?: readonly TestReference[];
}

/** The threat model, in the order docs/threats.md shows it. */
export const THREATS: Readonly<Record<ThreatId, Threat>> = {
  'confused-deputy': {
    attack:
      'All MCP clients share one Entra application, so Entra does not ask again. An attacker registers a client with a redirect URI of his own and sends the victim a link.',
    mitigation:
      'The gateway asks for consent itself, per client, before Entra is involved, and shows name, redirect host, backend and scopes. Nothing goes on without an approval.',
  },
  'consent-bypass': {
    attack:
      'A remembered approval is forged, moved to another client, redirect URI or resource, or used by another person.',
    mitigation:
      'The cookie is `__Host-`, HttpOnly and sealed; it holds person, client, redirect URI, resource and scopes, and each is compared. Somebody else sees the page again before any code exists.',
  },
  'login-swap': {
    attack: 'The attacker approves, and has the victim finish the login at Entra, or the other way round.',
    mitigation:
      'A random state per login, used once, and a cookie that is set on approval only: the callback needs both, in the browser that approved.',
  },
  'client-chosen-keys': {
    attack: 'A client chooses its state so that it collides with, or overwrites, the login of somebody else.',
    mitigation: 'Nothing a client chooses is a key of the store; ids are random or hashes.',
    tests: [{ file: 'test/browser/login.test.ts', title: 'keeps two logins at once apart' }],
  },
  'open-redirect': {
    attack:
      'The gateway is made to redirect to an address of the attacker: one that a client did not register, or one that the attacker registered, so that a link to the gateway leads to his site.',
    mitigation:
      'The redirect URI is compared with the registration before anything is shown or sent; https and the loopback only; other mistakes stay on an error page. Errors before the consent page go by themselves to sites that somebody vouches for and to programs on this computer; to other sites by a link, beside which the host stands.',
    tests: [
      { file: 'test/e2e/mutated-logins.test.ts', title: 'gets no server error, no foreign redirect and no secret' },
    ],
  },
  'code-interception': {
    attack: 'A code is seen by another program, in a referrer or in a log, and redeemed by the attacker.',
    mitigation:
      'S256 only; a code lives a minute and is bound to client, redirect URI, challenge and resource; `Referrer-Policy: no-referrer` on redirects.',
  },
  'code-replay': {
    attack: 'A code is redeemed twice, one after the other or at once.',
    mitigation: 'A code is used up by one write that succeeds once; a second use revokes the login.',
  },
  'audience-confusion': {
    attack: "A token for one backend is used on another, or the gateway passes the client's token on.",
    mitigation:
      'Each endpoint compares resource and scopes; Authorization is taken away and the gateway presents its own credential.',
  },
  'forged-token': {
    attack:
      'A token is changed, made up, or something sealed for another use is presented; answers betray which check failed.',
    mitigation:
      'Encrypt-then-MAC with purpose and key id, compared over all bytes before decrypting; every failure is the same 401.',
  },
  'refresh-token-theft': {
    attack: 'A stolen refresh token is used beside, or after, its owner.',
    mitigation:
      'Rotation with a minute of grace; an older one revokes the login; bound to its client; idle and absolute lifetimes.',
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
  },
  'loopback-impersonation': {
    attack:
      'A program on the computer of the victim uses the identity of a client whose redirect URI is on the loopback.',
    mitigation: 'The page warns about loopback redirects, and approvals of them are never remembered.',
    tests: [{ file: 'test/browser/login.test.ts', title: 'asks every time for a client on this computer' }],
  },
  'consent-csrf': {
    attack: 'A page of another site posts the consent form.',
    mitigation: 'POST only, our Origin, and a form token that matches a cookie of this login; one use.',
  },
  clickjacking: {
    attack: 'The consent page is shown in a frame of another site.',
    mitigation: "`frame-ancestors 'none'` and `X-Frame-Options: DENY`.",
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
    tests: [{ file: 'test/browser/consent-page.test.ts', title: 'shows the name %j as a name' }],
  },
  'secrets-in-logs': {
    attack: 'Tokens, codes or keys are read in traces, logs or URLs.',
    mitigation:
      'Diagnostics log no body and no header and mask parameters; policies trace no secret; the console of the local gateway masks.',
    tests: [
      {
        file: 'test/constructs/monitoring/telemetry.test.ts',
        title: 'hides the query parameters that carry credentials and sessions',
      },
      { file: 'test/e2e/mutated-logins.test.ts', title: 'leaves no secret in the traces' },
    ],
  },
  'session-hijack': {
    attack: 'Somebody goes on with the `Mcp-Session-Id` of somebody else.',
    mitigation:
      'A session id leaves sealed to person, client and backend, and comes back only if it verifies. The ids of the older transport stand in a live stream, which nobody can edit: [transports.md](transports.md) says what is left to an attacker.',
  },
  'backend-headers': {
    attack:
      'The backend betrays its key or makes clients log in elsewhere by its headers. `Server` stays: API Management cannot remove it.',
    mitigation:
      'Its challenge, cookies, CORS and server headers are taken away; its 401 and 403 become 502; no SSE transport with an injected key.',
    tests: [
      {
        file: 'test/constructs/function-app/function-mcp-backend.test.ts',
        title: 'refuses SSE with the credential %s',
      },
      { file: 'test/emulator/azure/functions/streams.test.ts', title: 'repeats the key it was opened with' },
    ],
  },
  'direct-backend': {
    attack: 'The backend is called around the gateway, by a stranger or by another backend.',
    mitigation:
      "It takes the key of the gateway alone, which callers cannot bring or drop, or a token of the gateway's managed identity, which built-in authentication in front of it checks by audience, principal and client. Each such backend is an audience of its own, so a token that one was shown opens no other.",
    tests: [
      {
        file: 'test/e2e/hostile-backend.test.ts',
        title: 'cannot call another with the token that the gateway showed it',
      },
      { file: 'test/constructs/function-app/function-mcp-backend.test.ts', title: 'keeps it as a secret' },
      { file: 'test/e2e/functions-identity.test.ts', title: 'let nobody in around it' },
      { file: 'test/e2e/slack.test.ts', title: 'lets in the gateway and nobody around it' },
      { file: 'test/emulator/azure/built-in-authentication.test.ts', title: 'answers 403 to %s' },
    ],
  },
  'dns-rebinding': {
    attack: 'A web page reaches the local gateway by a name that resolves to this machine.',
    mitigation: 'It binds the loopback and answers to its one name; foreign origins get 403.',
    tests: [{ file: 'test/emulator/gateway/http-front.test.ts', title: 'refuses the host %s' }],
  },
  'header-smuggling': {
    attack: '`Mcp-Method` and `Mcp-Name` say something else than the body.',
    mitigation:
      'No decision rests on them: the token is checked whatever they say. Where the tools of a server are restricted, a message since 2026-07-28 that they do not repeat is refused; before, nobody reads them.',
    tests: [{ file: 'test/e2e/eras.test.ts', title: 'that say what a legacy message is open nothing' }],
  },
  'tool-smuggling': {
    attack:
      'A call of a tool that is not allowed is written so that the gateway reads another one, or none, and the MCP server reads it.',
    mitigation:
      'Where tools are restricted, a message is strict JSON in UTF-8 that has each member once, under a name no lenient reader takes for another; anything else is refused. Names of tools are compared as a whole, denied ones in every case.',
    tests: [
      {
        file: 'test/policies/steps/tool-calls.test.ts',
        title: 'refuses what any reader takes for a call of it',
      },
    ],
  },
  'wildcard-redirect': {
    attack: 'A pattern of redirect URIs lets in an address nobody meant.',
    mitigation: 'There are no patterns: a redirect URI is compared exactly, the port of a loopback address aside.',
  },
  'id-token-confusion': {
    attack: 'An ID token of another tenant, application, login or signer is brought to the callback.',
    mitigation:
      'Signature, issuer, audience, expiry, tenant and nonce are checked; PKCE, and a federated credential instead of a secret.',
  },
  'stale-rights': {
    attack: 'A person disabled at Entra keeps access.',
    mitigation: 'Access tokens live an hour, and each refresh redeems the refresh token of Entra.',
  },
  'client-impersonation': {
    attack:
      "Somebody passes for a client that another party vouches for: by a page on that party's host, or without the secret of the client.",
    mitigation:
      'A document is JSON, says which URL it is at, and holds no shared secret; confidential clients authenticate by one method, and public ones have nothing to present.',
  },
  'malformed-input': {
    attack: 'A request or a document has two readings, or members that break what reads them.',
    mitigation: 'A repeated parameter is an error whatever it says; members of another type than expected are refused.',
  },
  revocation: {
    attack: 'A login outlives its revocation, or somebody revokes the login of somebody else.',
    mitigation:
      'A revocation is written to the grant and taken out of the cache; the token must belong to the client that asks, and the answer is the same for unknown ones.',
  },
  'forged-caller': {
    attack: 'A caller tells the MCP server who it is, by headers that only a platform in front of it sets.',
    mitigation: 'Those headers are taken away, and a request with more of them than can be taken away is refused.',
  },
  'agent-credentials': {
    attack: 'An Entra token or a subscription key for something else opens an endpoint for agents.',
    mitigation:
      'Per backend: tenant, issuer, audience, lifetime, `idtyp` and app role are checked, and keys by the scope of their subscription. The shape of the credential decides which check applies, and nothing else is tried.',
  },
  exhaustion: {
    attack:
      'Requests without end, or without end in themselves, use up the gateway, its store, an MCP server or the money that language models cost.',
    mitigation:
      'Limits per address before a credential is known, per login and person after; bodies are bounded; tokens of language models are limited per login, person and subscription.',
  },
};
