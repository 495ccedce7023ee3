import { argument, argumentOutOfRange, requireNonNegative } from '../errors';

const MAXIMUM_LENGTH = 0x7fffffff;

/** Values of PaddingMode. */
const [NONE, ZEROS] = [1, 3];

/** Fails as .NET does for a PaddingMode that does not exist. */
export function requirePadding(padding: number): void {
  if (padding < 1 || padding > 5) {
    throw argumentOutOfRange('Specified padding mode is not valid for this algorithm.', 'paddingMode');
  }
}

/**
 * How long a text of `length` bytes becomes that is padded to a multiple of `unit` bytes.
 *
 * @param unitName what that unit is, for messages
 */
export function ciphertextLength(
  length: number,
  padding: number,
  unit: number,
  unitName: 'block' | 'feedback',
): number {
  requireNonNegative(length, 'plaintextLength');
  requirePadding(padding);
  const rest = length % unit;
  if (padding === NONE && rest !== 0) {
    throw argument(
      `The specified plaintext size is not valid for the padding and ${unitName} size.`,
      'plaintextLength',
    );
  }
  const fills = padding !== NONE && (padding !== ZEROS || rest !== 0);
  const padded = fills ? length - rest + unit : length;
  if (padded > MAXIMUM_LENGTH) {
    throw argumentOutOfRange('The specified plaintext size is too large.', 'plaintextLength');
  }
  return padded;
}
