/** Keys that DES encrypts with itself, and pairs of which one decrypts what the other encrypts: FIPS 74 section 3.6. */
const WEAK = ['0101010101010101', 'fefefefefefefefe', '1f1f1f1f0e0e0e0e', 'e0e0e0e0f1f1f1f1'];
const SEMI_WEAK = [
  '01fe01fe01fe01fe',
  'fe01fe01fe01fe01',
  '1fe01fe00ef10ef1',
  'e01fe01ff10ef10e',
  '01e001e001f101f1',
  'e001e001f101f101',
  '1ffe1ffe0efe0efe',
  'fe1ffe1ffe0efe0e',
  '011f011f010e010e',
  '1f011f010e010e01',
  'e0fee0fef1fef1fe',
  'fee0fee0fef1fef1',
];

/** The key as DES reads it: the lowest bit of each byte only makes the number of ones odd. */
function withOddParity(key: Uint8Array): string {
  const odd = key.map((byte) => {
    const high = byte & 0xfe;
    const ones = high.toString(2).replaceAll('0', '').length;
    return high | (ones % 2 === 0 ? 1 : 0);
  });
  return Buffer.from(odd).toString('hex');
}

export function isWeakDesKey(key: Uint8Array): boolean {
  return WEAK.includes(withOddParity(key));
}

export function isSemiWeakDesKey(key: Uint8Array): boolean {
  return SEMI_WEAK.includes(withOddParity(key));
}

/** A key whose first two or last two thirds are the same is no more than DES. */
export function isWeakTripleDesKey(key: Uint8Array): boolean {
  const [first, second, third] = [0, 8, 16].map((start) => withOddParity(key.subarray(start, start + 8)));
  return first === second || second === third;
}
