import { escapeTerraform } from '../../../constructs/api-management/terraform-text';

describe('escapeTerraform', () => {
  it.each([
    ['${x}', '$${x}'],
    ['%{if}', '%%{if}'],
    ['$$ %% {x} $ {x}', '$$ %% {x} $ {x}'],
    ['$${', '$$${'],
    ['@($"{a}${b}")', '@($"{a}$${b}")'],
    ['', ''],
  ])('turns %j into %j', (text, expected) => {
    expect(escapeTerraform(text)).toBe(expected);
  });
});
