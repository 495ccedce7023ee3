import { equalXml } from '../../../../policies/language/xml/equal';
import { parseRawXml } from '../../../../policies/language/xml/parse';
import { prettyPrint } from '../../../../policies/language/xml/pretty-print';

const DOCUMENT = `<policies><inbound><base /><set-header name="X-Long-Header-Name" exists-action="override"><value>@(context.Request.IpAddress)</value></set-header><set-variable id="check-something-important" name="a-name-that-is-long" value="@(context.Variables.GetValueOrDefault<string>("another-long-name"))" /><set-body>@{
        var x = 1;
        if (x < 2)
        {
            return "a";
        }

        return "b";
      }</set-body></inbound></policies>`;

const PRINTED = `<policies>
  <inbound>
    <base />
    <set-header name="X-Long-Header-Name" exists-action="override">
      <value>@(context.Request.IpAddress)</value>
    </set-header>
    <set-variable
      id="check-something-important"
      name="a-name-that-is-long"
      value="@(context.Variables.GetValueOrDefault<string>("another-long-name"))" />
    <set-body>
      @{
        var x = 1;
        if (x < 2)
        {
          return "a";
        }

        return "b";
      }
    </set-body>
  </inbound>
</policies>
`;

describe('prettyPrint', () => {
  it('indents by two blanks, breaks long tags and moves C# to its level', () => {
    expect(prettyPrint(parseRawXml(DOCUMENT))).toBe(PRINTED);
  });

  it('prints what it printed as the same text', () => {
    expect(prettyPrint(parseRawXml(PRINTED))).toBe(PRINTED);
  });

  it('moves C# of several lines in an attribute', () => {
    const text = '<a><b c="@{\n      var x = 1;\n      return x;\n    }" /></a>';
    const printed = '<a>\n  <b\n    c="@{\n      var x = 1;\n      return x;\n    }" />\n</a>\n';
    expect(prettyPrint(parseRawXml(text))).toBe(printed);
    expect(prettyPrint(parseRawXml(printed))).toBe(printed);
  });

  it('leaves the white space in a verbatim string as it is', () => {
    const root = parseRawXml('<a><b>@{ return @"x\n   y"; }</b></a>');
    expect(prettyPrint(root)).toBe('<a>\n  <b>\n    @{ return @"x\n   y"; }\n  </b>\n</a>\n');
    expect(equalXml(parseRawXml(prettyPrint(root)), root)).toBe(true);
  });

  it('adds no white space to literal text', () => {
    const root = parseRawXml('<a><b> x\n y </b><c>z<d/></c></a>');
    expect(prettyPrint(root)).toBe('<a>\n  <b> x\n y </b>\n  <c>z<d /></c>\n</a>\n');
    expect(equalXml(parseRawXml(prettyPrint(root)), root)).toBe(true);
  });
});
