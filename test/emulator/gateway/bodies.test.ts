import { openBackend, start } from './started';
import { policies } from './test-gateway';

function answer(text: string): string {
  return `<return-response><set-body>${text}</set-body></return-response>`;
}

describe('bodies', () => {
  it.each([
    ['preserved', true, 'hello'],
    ['consumed', false, ''],
  ])('forwards a body that was %s by an expression', async (_what, preserve, expected) => {
    const backend = await openBackend();
    const gateway = await start({
      apis: [
        {
          serviceUrl: backend.url,
          policy: policies({ inbound: '<set-variable name="b" value="@(Request.Body)" />' }),
          operations: [{ method: 'POST' }],
        },
      ],
      expressions: { '@(Request.Body)': ({ request }) => String(request.body?.read(preserve).length) },
    });
    const response = await gateway.request('/', { method: 'POST', body: 'hello' });
    expect((JSON.parse(response.text) as { body: string }).body).toBe(expected);
  });

  it('throws when a consumed body is read again', async () => {
    const gateway = await start({
      apis: [
        {
          policy: policies({
            inbound:
              '<set-variable name="b" value="@(Request.Body)" /><set-variable name="b" value="@(Request.Body)" />',
          }),
          operations: [{ method: 'POST' }],
        },
      ],
      expressions: { '@(Request.Body)': ({ request }) => String(request.body?.read(false).length) },
    });
    expect((await gateway.request('/', { method: 'POST', body: 'x' })).status).toBe(500);
  });

  it('has no body on a request without one', async () => {
    const gateway = await start({
      apis: [{ policy: policies({ inbound: answer('@(none)') }) }],
      expressions: { '@(none)': ({ request }) => String(request.body) },
    });
    expect((await gateway.request('/')).text).toBe('null');
  });
});
