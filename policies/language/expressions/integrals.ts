/** How an integral type is stored. */
export interface Integral {
  readonly bits: number;
  readonly signed: boolean;
}

/** The integral types of C# by their full names. */
export const INTEGRALS: Readonly<Record<string, Integral>> = {
  'System.SByte': { bits: 8, signed: true },
  'System.Byte': { bits: 8, signed: false },
  'System.Int16': { bits: 16, signed: true },
  'System.UInt16': { bits: 16, signed: false },
  'System.Char': { bits: 16, signed: false },
  'System.Int32': { bits: 32, signed: true },
  'System.UInt32': { bits: 32, signed: false },
  'System.Int64': { bits: 64, signed: true },
  'System.UInt64': { bits: 64, signed: false },
};
