import { indentCSharp } from '../../../../policies/language/xml/indent-csharp';

describe('indentCSharp', () => {
  it('leaves one line alone', () => {
    expect(indentCSharp('@(a  + b)', '    ', '  ')).toBe('@(a  + b)');
  });

  it('indents after brackets, whatever the indentation was', () => {
    const code = `@{
          var a = 1;
      if (a == 1)
   {
return Call(new JObject {
              ["a"] = "{",
})   ;
   }

        return a
        + 2;
      }`;
    expect(indentCSharp(code, '  ', '  ')).toBe(`@{
    var a = 1;
    if (a == 1)
    {
      return Call(new JObject {
        ["a"] = "{",
      })   ;
    }

    return a
      + 2;
  }`);
  });

  it('leaves white space in verbatim strings alone, also at the end of a line', () => {
    const code = '@{\nreturn @"a  \n   {b\n  c" + x;   \n}';
    expect(indentCSharp(code, '', '  ')).toBe('@{\n  return @"a  \n   {b\n  c" + x;\n}');
  });

  it('indents an unbraced branch and the arms of a switch', () => {
    const code = '@{\nif (a)\nreturn 1;\nswitch (b) {\ncase "x":\nreturn 2;\n}\nreturn 3;\n}';
    expect(indentCSharp(code, '', '  ')).toBe(
      '@{\n  if (a)\n    return 1;\n  switch (b) {\n    case "x":\n    return 2;\n  }\n  return 3;\n}',
    );
  });

  it('gives the same text again', () => {
    const code = indentCSharp('@{\nvar x = $"{a}" // c\n+ "\\n";\n/* b\n c */ return x; }', '    ', '  ');
    expect(indentCSharp(code, '    ', '  ')).toBe(code);
  });
});
