import { csharp } from '../../../policies/language/expressions/template';
import { codeBlock } from '../../../policies/steps/code-block';

describe('codeBlock', () => {
  it('indents by the brackets of the code, whatever its depth in TypeScript', () => {
    const inner = csharp`if (b) {
                  c = "{";
      }`;
    expect(
      codeBlock(csharp`
            var a = 1;

            foreach (var b in d) {
      ${inner}
            }
            return a
            + 1;`),
    ).toBe(
      [
        '@{',
        '  var a = 1;',
        '  foreach (var b in d) {',
        '    if (b) {',
        '      c = "{";',
        '    }',
        '  }',
        '  return a',
        '    + 1;',
        '}',
      ].join('\n'),
    );
  });
});
