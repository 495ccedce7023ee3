import { csharp } from '../../../policies/language/expressions/template';
import { consentPage } from '../../../policies/pages/consent-page';
import { forwardingPage } from '../../../policies/pages/forwarding-page';

describe('consentPage', () => {
  const code = consentPage({
    transactionId: csharp`TRANSACTION`,
    formToken: csharp`TOKEN`,
    clientName: csharp`CLIENT`,
    redirectUri: csharp`REDIRECT`,
    vouchedForBy: csharp`VOUCHER`,
    backendNames: csharp`BACKENDS`,
    scopes: csharp`SCOPES`,
    remembered: csharp`REMEMBERED`,
  }).text;

  it.each(['TRANSACTION', 'TOKEN', 'name', 'VOUCHER', 'server', 'scope'])('encodes %s for HTML', (value) => {
    expect(code).toContain(`WebUtility.HtmlEncode(${value})`);
  });

  it.each(['TRANSACTION', 'TOKEN', 'CLIENT', 'VOUCHER', 'REDIRECT', 'BACKENDS', 'SCOPES', 'REMEMBERED'])(
    'uses %s once',
    (value) => {
      expect(code.split(value)).toHaveLength(2);
    },
  );

  it('sends the answer to us by POST', () => {
    expect(code).toContain('<form method=\\"post\\" action=\\"consent\\"');
  });
});

describe('forwardingPage', () => {
  it('goes on by refresh and by link, the address encoded in both', () => {
    const code = forwardingPage({ title: 'Allowed', link: 'Go on', url: csharp`URL` }).text;
    expect(code).toContain('http-equiv=\\"refresh\\" content=\\"0;url=" + WebUtility.HtmlEncode(URL) + "');
    expect(code).toContain('<a href=\\"" + WebUtility.HtmlEncode(URL) + "');
  });
});
