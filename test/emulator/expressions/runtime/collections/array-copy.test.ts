import { loadCSharp } from '../../../../../policies/language/expressions/grammar';
import { evaluate } from '../../context';

beforeAll(loadCSharp);

describe('System.Array.Copy', () => {
  it('copies bytes between arrays and within one that overlaps', () => {
    const copied = evaluate(`{var a = new byte[] { 1, 2, 3, 4 }; var b = new byte[6]; Array.Copy(a, 1, b, 2, 3);
      Array.Copy(b, 2, b, 3, 3); return BitConverter.ToString(b); }`);
    expect(copied).toBe('00-00-02-02-03-04');
  });

  it('takes time in proportion to the length', () => {
    const length = evaluate(`{var a = new byte[200000]; var b = new byte[200000]; Array.Copy(a, 0, b, 0, 200000);
      return b.Length; }`);
    expect(length).toBe(200000);
  }, 2000);
});
