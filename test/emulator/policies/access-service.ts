import { policies, type TestService } from '../gateway/test-gateway';

const REPORT = '<set-header name="Report"><value>@(report)</value></set-header>';
/** Expressions that every such service knows. */
export const expressions: TestService['expressions'] = {
  '@(report)': ({ lastError, response }) =>
    `${lastError?.source} ${lastError?.reason} ${response?.statusCode} ${lastError?.message}`,
};

/** A service of one API with these policies in inbound; what goes wrong stands in the response header `Report`. */
export const service = (inbound: string, more: TestService = {}): TestService => ({
  apis: [
    {
      policy: policies({ inbound, backend: '', onError: REPORT }),
      operations: [{ urlTemplate: '/*' }, { method: 'POST', urlTemplate: '/*' }],
    },
  ],
  ...more,
  expressions: { ...expressions, ...more.expressions },
});
