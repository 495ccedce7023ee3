import { csharp } from '../../../policies/language/expressions/template';
import { textForStore, textFromStore } from '../../../policies/steps/text-for-store';

describe('textForStore', () => {
  it('marks the text, so that none looks like a date', () => {
    expect(textForStore(csharp`name`).text).toBe('"=" + name');
  });
});

describe('textFromStore', () => {
  it('takes the mark off again, and knows a member that is not there', () => {
    expect(textFromStore(csharp`item`, 'a').text).toBe('(item["a"] == null ? null : ((string)item["a"]).Substring(1))');
  });
});
