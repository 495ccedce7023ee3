import { csharp } from '../../../policies/language/expressions/template';
import { consentPage } from '../../../policies/pages/consent-page';
import { forwardingPage } from '../../../policies/pages/forwarding-page';

describe('consentPage', () => {
  const code = consentPage({
    transactionId: csharp`TRANSACTION`,
    formToken: csharp`TOKEN`,
    clientName: csharp`CLIENT`,
    redirectUri: csharp`REDIRECT`,
    backendName: csharp`BACKEND`,
    scopes: csharp`SCOPES`,
  }).text;

  it.each(['TRANSACTION', 'TOKEN', 'name', 'BACKEND', 'scope'])('encodes %s for HTML', (value) => {
    expect(code).toContain(`WebUtility.HtmlEncode(${value})`);
  });

  it.each(['TRANSACTION', 'TOKEN', 'CLIENT', 'REDIRECT', 'BACKEND', 'SCOPES'])('uses %s once', (value) => {
    expect(code.split(value)).toHaveLength(2);
  });

  it('sends the answer to us by POST', () => {
    expect(code).toContain('<form method=\\"post\\" action=\\"/consent\\">');
  });
});

describe('forwardingPage', () => {
  it('goes on by refresh and by link, the address encoded in both', () => {
    const code = forwardingPage({ title: 'Approved', url: csharp`URL` }).text;
    expect(code).toContain('http-equiv=\\"refresh\\" content=\\"0;url=" + WebUtility.HtmlEncode(URL) + "');
    expect(code).toContain('<a href=\\"" + WebUtility.HtmlEncode(URL) + "');
  });
});
