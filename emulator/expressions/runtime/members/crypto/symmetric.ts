import { CRYPTOGRAPHY } from '../../crypto/algorithm-names';
import { ciphertextLength, requirePadding } from '../../crypto/ciphertext-length';
import { requireKeyAndVector } from '../../crypto/cipher';
import type { ClrSymmetricAlgorithm } from '../../crypto/symmetric-algorithm';
import { ClrCryptoTransform } from '../../crypto/transform';
import { dispose } from '../../dispose';
import { ClrEnum } from '../../enums';
import { argument, argumentNull, argumentOutOfRange, notSupported } from '../../errors';
import type { MemberTable } from '../../member';

const TYPE = `${CRYPTOGRAPHY}SymmetricAlgorithm`;
const PADDING = `${CRYPTOGRAPHY}PaddingMode`;
const BYTES = 'System.Byte[]';
const INT = 'System.Int32';

type Bytes = Uint8Array | null;

/** .NET's own providers, which alone are allowed here, do not implement the methods without a transform. */
function neverOverridden(): never {
  throw notSupported('Method not supported. Derived class must override.');
}

function requireIv(self: ClrSymmetricAlgorithm, iv: Bytes): void {
  if (iv?.length === self.blockSize) return;
  throw argument('Specified initialization vector (IV) does not match the block size for this algorithm.', 'iv');
}

function requireFeedback(self: ClrSymmetricAlgorithm, bits: number): void {
  if (self.isFeedbackSize(bits)) return;
  throw argument('Specified feedback size is not valid for this algorithm.', 'feedbackSizeInBits');
}

function given(data: Bytes, name: string): Uint8Array {
  if (data === null) throw argumentNull(name);
  return data;
}

function encryptCbc(self: ClrSymmetricAlgorithm, data: Bytes, iv: Bytes, { value: padding }: ClrEnum): never {
  const plain = given(data, 'plaintext');
  given(iv, 'iv');
  requirePadding(padding);
  requireIv(self, iv);
  ciphertextLength(plain.length, padding, self.blockSize, 'block');
  return neverOverridden();
}

function decryptCbc(self: ClrSymmetricAlgorithm, data: Bytes, iv: Bytes, { value: padding }: ClrEnum): never {
  given(data, 'ciphertext');
  given(iv, 'iv');
  requirePadding(padding);
  requireIv(self, iv);
  return neverOverridden();
}

function encryptEcb(self: ClrSymmetricAlgorithm, data: Bytes, { value: padding }: ClrEnum): never {
  ciphertextLength(given(data, 'plaintext').length, padding, self.blockSize, 'block');
  return neverOverridden();
}

function decryptEcb(_self: ClrSymmetricAlgorithm, data: Bytes, { value: padding }: ClrEnum): never {
  given(data, 'ciphertext');
  requirePadding(padding);
  return neverOverridden();
}

function encryptCfb(
  self: ClrSymmetricAlgorithm,
  data: Bytes,
  iv: Bytes,
  { value: padding }: ClrEnum,
  feedback: number,
): never {
  requirePadding(padding);
  requireIv(self, iv);
  requireFeedback(self, feedback);
  ciphertextLength(data?.length ?? 0, padding, feedback / 8, 'feedback');
  return neverOverridden();
}

function decryptCfb(
  self: ClrSymmetricAlgorithm,
  data: Bytes,
  iv: Bytes,
  { value: padding }: ClrEnum,
  feedback: number,
): never {
  given(data, 'ciphertext');
  given(iv, 'iv');
  requirePadding(padding);
  requireIv(self, iv);
  requireFeedback(self, feedback);
  return neverOverridden();
}

function lengthOfCfb(
  _self: ClrSymmetricAlgorithm,
  length: number,
  { value: padding }: ClrEnum,
  feedback: number,
): number {
  if (length >= 0) {
    if (feedback <= 0) {
      throw argumentOutOfRange(
        `feedbackSizeInBits ('${feedback}') must be a non-negative and non-zero value.`,
        'feedbackSizeInBits',
        String(feedback),
      );
    }
    if (feedback % 8 !== 0) {
      throw argument('The value specified in bits must be a whole number of bytes.', 'feedbackSizeInBits');
    }
  }
  return ciphertextLength(length, padding, feedback / 8, 'feedback');
}

function lengthOfBlocks(self: ClrSymmetricAlgorithm, length: number, { value: padding }: ClrEnum): number {
  return ciphertextLength(length, padding, self.blockSize, 'block');
}

function transforms(direction: 'Encryptor' | 'Decryptor'): MemberTable {
  return {
    [`M:${TYPE}.Create${direction}`]: (self: ClrSymmetricAlgorithm) => {
      requireKeyAndVector(self.settings(), self.key, self.iv);
      return new ClrCryptoTransform(direction);
    },
    [`M:${TYPE}.Create${direction}(${BYTES},${BYTES})`]: (self: ClrSymmetricAlgorithm, key: Bytes, iv: Bytes) => {
      requireKeyAndVector(self.settings(), key, iv);
      return new ClrCryptoTransform(direction);
    },
  };
}

/** SymmetricAlgorithm. */
export const SYMMETRIC_MEMBERS: MemberTable = {
  ...transforms('Encryptor'),
  ...transforms('Decryptor'),
  [`P:${TYPE}.LegalKeySizes`]: (self: ClrSymmetricAlgorithm) => self.legalKeySizes(),
  [`P:${TYPE}.LegalBlockSizes`]: (self: ClrSymmetricAlgorithm) => self.legalBlockSizes(),
  [`P:${TYPE}.Key`]: (self: ClrSymmetricAlgorithm) => self.key,
  [`set:P:${TYPE}.Key`]: (self: ClrSymmetricAlgorithm, key: Bytes) => {
    self.key = key;
  },
  [`P:${TYPE}.IV`]: (self: ClrSymmetricAlgorithm) => self.iv,
  [`set:P:${TYPE}.IV`]: (self: ClrSymmetricAlgorithm, iv: Bytes) => {
    self.iv = iv;
  },
  [`P:${TYPE}.Mode`]: (self: ClrSymmetricAlgorithm) => new ClrEnum(`${CRYPTOGRAPHY}CipherMode`, self.mode),
  [`set:P:${TYPE}.Mode`]: (self: ClrSymmetricAlgorithm, mode: ClrEnum) => {
    self.mode = mode.value;
  },
  [`P:${TYPE}.Padding`]: (self: ClrSymmetricAlgorithm) => new ClrEnum(PADDING, self.padding),
  [`set:P:${TYPE}.Padding`]: (self: ClrSymmetricAlgorithm, padding: ClrEnum) => {
    self.padding = padding.value;
  },
  [`P:${TYPE}.KeySize`]: (self: ClrSymmetricAlgorithm) => self.key.length * 8,
  [`set:P:${TYPE}.KeySize`]: (self: ClrSymmetricAlgorithm, bits: number) => {
    self.keySize = bits;
  },
  [`P:${TYPE}.BlockSize`]: (self: ClrSymmetricAlgorithm) => self.blockSize * 8,
  [`set:P:${TYPE}.BlockSize`]: (self: ClrSymmetricAlgorithm, bits: number) => {
    self.requireBlockSize(bits);
  },
  [`P:${TYPE}.FeedbackSize`]: (self: ClrSymmetricAlgorithm) => self.feedbackSize,
  [`set:P:${TYPE}.FeedbackSize`]: (self: ClrSymmetricAlgorithm, bits: number) => {
    self.feedbackSize = bits;
  },
  [`M:${TYPE}.ValidKeySize(${INT})`]: (self: ClrSymmetricAlgorithm, bits: number) => self.isKeySize(bits),
  [`M:${TYPE}.GenerateIV`]: (self: ClrSymmetricAlgorithm) => {
    self.generateIv();
  },
  [`M:${TYPE}.GenerateKey`]: (self: ClrSymmetricAlgorithm) => {
    self.generateKey();
  },
  [`M:${TYPE}.EncryptCbc(${BYTES},${BYTES},${PADDING})`]: encryptCbc,
  [`M:${TYPE}.DecryptCbc(${BYTES},${BYTES},${PADDING})`]: decryptCbc,
  [`M:${TYPE}.EncryptEcb(${BYTES},${PADDING})`]: encryptEcb,
  [`M:${TYPE}.DecryptEcb(${BYTES},${PADDING})`]: decryptEcb,
  [`M:${TYPE}.EncryptCfb(${BYTES},${BYTES},${PADDING},${INT})`]: encryptCfb,
  [`M:${TYPE}.DecryptCfb(${BYTES},${BYTES},${PADDING},${INT})`]: decryptCfb,
  [`M:${TYPE}.GetCiphertextLengthCbc(${INT},${PADDING})`]: lengthOfBlocks,
  [`M:${TYPE}.GetCiphertextLengthEcb(${INT},${PADDING})`]: lengthOfBlocks,
  [`M:${TYPE}.GetCiphertextLengthCfb(${INT},${PADDING},${INT})`]: lengthOfCfb,
  [`M:${TYPE}.Dispose`]: dispose,
  [`M:${TYPE}.Clear`]: dispose,
};
