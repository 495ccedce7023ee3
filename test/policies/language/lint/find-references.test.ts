import { findReferences } from '../../../../policies/language/lint/find-references';
import { parseRawXml } from '../../../../policies/language/xml/parse';

describe('findReferences', () => {
  it('finds nothing in a document that refers to nothing', () => {
    expect(findReferences(parseRawXml('<policies />'))).toEqual({
      namedValues: [],
      fragments: [],
      backends: [],
      loggers: [],
    });
  });

  it('finds names in attributes, text and expressions, each once and in order', () => {
    const root = parseRawXml(`<policies>
      <include-fragment fragment-id="b" /><include-fragment fragment-id="a" /><include-fragment fragment-id="b" />
      <set-backend-service backend-id="functions" /><llm-semantic-cache-lookup embeddings-backend-id="ai" />
      <log-to-eventhub logger-id="hub">{{z}} @{{y}}</log-to-eventhub>
      <set-variable name="{{x}}" value="@("{{w}}/" + "{{x}}")" />
    </policies>`);
    expect(findReferences(root)).toEqual({
      namedValues: ['z', 'y', 'x', 'w'],
      fragments: ['b', 'a'],
      backends: ['functions', 'ai'],
      loggers: ['hub'],
    });
  });

  it('leaves out ids that are computed or given by a named value, and Liquid braces', () => {
    const root = parseRawXml(
      '<a><b backend-id="@(x)" /><b backend-id="{{id}}" /><set-body template="liquid">{{x}}<c d="{{y}}">{{z}}</c></set-body></a>',
    );
    expect(findReferences(root)).toEqual({ namedValues: ['id'], fragments: [], backends: [], loggers: [] });
  });
});
