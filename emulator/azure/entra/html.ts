import type { TestUser } from './users';

/** Escapes text for HTML content and quoted attributes. */
export function escapeHtml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}

/** The page on which a browser chooses a test user; it posts `user`, or `cancel`. */
export function loginPage(applicationName: string, users: readonly TestUser[], action: string): string {
  const buttons = users.map(
    (user) =>
      `<p><button type="submit" name="user" value="${escapeHtml(user.name)}">${escapeHtml(user.displayName)} <small>${escapeHtml(user.username)}</small></button></p>`,
  );
  return page(
    'Sign in to the local tenant',
    `<p>To continue to <strong>${escapeHtml(applicationName)}</strong>, choose a test user. There is no password: this page stands in for Microsoft Entra ID and runs on your machine.</p>
<form method="post" action="${escapeHtml(action)}">
${buttons.join('\n')}
<p><button type="submit" name="cancel" value="true">Cancel</button></p>
</form>`,
  );
}

/** The page that says why a sign-in cannot go on and that nothing was sent to the application. */
export function errorPage(description: string): string {
  return page('Sorry, we’re having trouble signing you in', `<p role="alert">${escapeHtml(description)}</p>`);
}

/** The page of `response_mode=form_post`: sends the answer to the application by a form that submits itself. */
export function formPostPage(action: string, fields: Readonly<Record<string, string>>, nonce: string): string {
  const inputs = Object.entries(fields).map(
    ([name, value]) => `<input type="hidden" name="${escapeHtml(name)}" value="${escapeHtml(value)}">`,
  );
  return page(
    'Working...',
    `<form method="post" action="${escapeHtml(action)}">
${inputs.join('\n')}
<noscript><p>Script is disabled. Choose Continue to go on.</p><button type="submit">Continue</button></noscript>
</form>
<script nonce="${escapeHtml(nonce)}">document.forms[0].submit();</script>`,
  );
}

/** Headers of every page; `nonce` allows the one script with that nonce. */
export function pageHeaders(nonce?: string): Readonly<Record<string, string>> {
  const script = nonce === undefined ? "'none'" : `'nonce-${nonce}'`;
  return {
    'Content-Type': 'text/html; charset=utf-8',
    'Cache-Control': 'no-store',
    'Content-Security-Policy': `default-src 'none'; style-src 'unsafe-inline'; script-src ${script}; base-uri 'none'; frame-ancestors 'none'`,
  };
}

function page(title: string, body: string): string {
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>body{font:1rem/1.5 system-ui,sans-serif;max-width:32rem;margin:3rem auto;padding:0 1rem}button{font:inherit;padding:.5rem 1rem;min-height:2.75rem}</style>
</head>
<body>
<main>
<h1>${escapeHtml(title)}</h1>
${body}
</main>
</body>
</html>
`;
}
