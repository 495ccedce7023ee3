import { failedToolResult, readTools, toToolResult } from '../../../../emulator/azure/functions/tools';

const trigger = (toolName: string, properties: unknown, more: object = {}): Readonly<Record<string, unknown>> => ({
  type: 'mcpToolTrigger',
  direction: 'in',
  toolName,
  description: `does ${toolName}`,
  toolProperties: JSON.stringify(properties),
  ...more,
});

describe('readTools', () => {
  it('derives the input schema from the tool’s properties', () => {
    const properties = [
      { propertyName: 'one', propertyType: 'string', description: 'first', isRequired: true, isArray: false },
      { propertyName: 'many', propertyType: 'number', isRequired: false, isArray: true },
    ];
    const tools = readTools([{ name: 'f', bindings: { t: trigger('tool', properties) } }]);
    expect([...tools]).toEqual([
      [
        'tool',
        {
          functionName: 'f',
          triggerName: 't',
          requiredProperties: ['one'],
          tool: {
            name: 'tool',
            description: 'does tool',
            inputSchema: {
              type: 'object',
              properties: {
                one: { type: 'string', description: 'first' },
                many: { type: 'array', items: { type: 'number' }, description: '' },
              },
              required: ['one'],
            },
          },
        },
      ],
    ]);
  });

  it('passes a result schema on as output schema', () => {
    const bindings = { t: trigger('tool', [], { resultSchema: '{"type":"object"}' }) };
    expect(readTools([{ name: 'f', bindings }]).get('tool')?.tool.outputSchema).toEqual({ type: 'object' });
  });

  it('names every function it cannot run', () => {
    const read = (): unknown =>
      readTools([
        { name: 'web', bindings: { t: { type: 'httpTrigger' }, $return: { type: 'http' } } },
        { name: 'out', bindings: { t: trigger('a', []), b: { type: 'blob' } } },
        { name: 'first', bindings: { t: trigger('same', []) } },
        { name: 'second', bindings: { t: trigger('same', []) } },
      ]);
    expect(read).toThrow(
      /"web" has the bindings httpTrigger, http.*"out" has the bindings.*"second" registers the tool "same"/,
    );
  });
});

describe('toToolResult', () => {
  const wire = (type: string, content: unknown, structuredContent?: unknown): string =>
    JSON.stringify({
      type,
      content: JSON.stringify(content),
      ...(structuredContent === undefined ? {} : { structuredContent: JSON.stringify(structuredContent) }),
    });
  const text = (value: string): object => ({ type: 'text', text: value });

  it('takes one content block', () => {
    expect(toToolResult('t', wire('text', text('a')))).toEqual({ content: [text('a')] });
  });

  it('takes several content blocks and structured content', () => {
    expect(toToolResult('t', wire('multi_content_result', [text('a'), text('b')], { n: 1 }))).toEqual({
      content: [text('a'), text('b')],
      structuredContent: { n: 1 },
    });
  });

  it('takes a whole result', () => {
    const whole = { content: [text('no')], isError: true };
    expect(toToolResult('t', wire('call_tool_result', whole))).toEqual(whole);
  });

  it('answers no content for no value', () => {
    expect(toToolResult('t', undefined)).toEqual({ content: [] });
  });

  it.each([
    ['text', 'no json'],
    ['a content block of no known kind', wire('video', { type: 'video' })],
    ['a block without its text', wire('text', { type: 'text' })],
  ])('fails the call for %s', (_case, value) => {
    expect(toToolResult('t', value)).toEqual(failedToolResult('t'));
  });
});
