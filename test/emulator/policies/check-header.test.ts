import { start } from '../gateway/started';
import { service } from './access-service';

describe('check-header', () => {
  const check = (ignoreCase: string, ...values: string[]) =>
    `<check-header name="X-Key" failed-check-httpcode="403" failed-check-error-message="No." ignore-case="${ignoreCase}">${values.map((value) => `<value>${value}</value>`).join('')}</check-header>`;

  it.each<[string, string, Record<string, string>, string | undefined]>([
    ['a value that is listed', check('false', 'a', 'b'), { 'x-key': 'b' }, undefined],
    ['another case, when ignored', check('true', 'a'), { 'x-key': 'A' }, undefined],
    ['any value, when none is listed', check('false'), { 'x-key': 'x' }, undefined],
    [
      'another case',
      check('false', 'a'),
      { 'x-key': 'A' },
      'check-header HeaderValueNotAllowed 403 Header X-Key value of A is not allowed. Access denied.',
    ],
    [
      'no header',
      check('false', 'a'),
      {},
      'check-header HeaderNotFound 403 Header X-Key was not found in the request. Access denied.',
    ],
  ])('meets %s', async (_what, policy, headers, report) => {
    const gateway = await start(service(policy));
    const response = await gateway.request('/', { headers });
    expect(response.status).toBe(report === undefined ? 200 : 403);
    expect(response.headers.report).toBe(report);
    if (report !== undefined) expect(JSON.parse(response.text)).toEqual({ statusCode: 403, message: 'No.' });
  });
});
