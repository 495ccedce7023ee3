import type { ClrObject, ClrValue } from '../clr-value';

/** Values by name of every enum that expressions can name or receive. */
const ENUMS: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  'System.StringComparison': {
    CurrentCulture: 0,
    CurrentCultureIgnoreCase: 1,
    InvariantCulture: 2,
    InvariantCultureIgnoreCase: 3,
    Ordinal: 4,
    OrdinalIgnoreCase: 5,
  },
  BackendType: { Single: 0, Pool: 1 },
  ProductState: { NotPublished: 0, Published: 1 },
  'System.StringSplitOptions': { None: 0, RemoveEmptyEntries: 1, TrimEntries: 2 },
  'System.DateTimeKind': { Unspecified: 0, Utc: 1, Local: 2 },
  'System.DayOfWeek': { Sunday: 0, Monday: 1, Tuesday: 2, Wednesday: 3, Thursday: 4, Friday: 5, Saturday: 6 },
  'System.MidpointRounding': { ToEven: 0, AwayFromZero: 1, ToZero: 2, ToNegativeInfinity: 3, ToPositiveInfinity: 4 },
  'System.UriKind': { RelativeOrAbsolute: 0, Absolute: 1, Relative: 2 },
  'System.UriPartial': { Scheme: 0, Authority: 1, Path: 2, Query: 3 },
  'System.UriHostNameType': { Unknown: 0, Basic: 1, Dns: 2, IPv4: 3, IPv6: 4 },
  'System.Base64FormattingOptions': { None: 0, InsertLineBreaks: 1 },
  'System.Security.Cryptography.CipherMode': { CBC: 1, ECB: 2, OFB: 3, CFB: 4, CTS: 5 },
  'System.Security.Cryptography.PaddingMode': { None: 1, PKCS7: 2, Zeros: 3, ANSIX923: 4, ISO10126: 5 },
  'System.Text.RegularExpressions.RegexOptions': {
    None: 0,
    IgnoreCase: 1,
    Multiline: 2,
    ExplicitCapture: 4,
    Compiled: 8,
    Singleline: 16,
    IgnorePatternWhitespace: 32,
    RightToLeft: 64,
    ECMAScript: 256,
    CultureInvariant: 512,
  },
  'System.Security.Cryptography.RSASignaturePaddingMode': { Pkcs1: 0, Pss: 1 },
  'System.Security.Cryptography.RSAEncryptionPaddingMode': { Pkcs1: 0, Oaep: 1 },
  'System.Security.Cryptography.X509Certificates.X509NameType': {
    SimpleName: 0,
    EmailName: 1,
    UpnName: 2,
    DnsName: 3,
    DnsFromAlternativeName: 4,
    UrlName: 5,
  },
  'System.Security.Cryptography.X509Certificates.X509ContentType': {
    Unknown: 0,
    Cert: 1,
    SerializedCert: 2,
    Pfx: 3,
    SerializedStore: 4,
    Pkcs7: 5,
    Authenticode: 6,
  },
  'System.Globalization.UnicodeCategory': {
    UppercaseLetter: 0,
    LowercaseLetter: 1,
    TitlecaseLetter: 2,
    ModifierLetter: 3,
    OtherLetter: 4,
    NonSpacingMark: 5,
    SpacingCombiningMark: 6,
    EnclosingMark: 7,
    DecimalDigitNumber: 8,
    LetterNumber: 9,
    OtherNumber: 10,
    SpaceSeparator: 11,
    LineSeparator: 12,
    ParagraphSeparator: 13,
    Control: 14,
    Format: 15,
    Surrogate: 16,
    PrivateUse: 17,
    ConnectorPunctuation: 18,
    DashPunctuation: 19,
    OpenPunctuation: 20,
    ClosePunctuation: 21,
    InitialQuotePunctuation: 22,
    FinalQuotePunctuation: 23,
    OtherPunctuation: 24,
    MathSymbol: 25,
    CurrencySymbol: 26,
    ModifierSymbol: 27,
    OtherSymbol: 28,
    OtherNotAssigned: 29,
  },
  'System.TypeCode': {
    Empty: 0,
    Object: 1,
    DBNull: 2,
    Boolean: 3,
    Char: 4,
    SByte: 5,
    Byte: 6,
    Int16: 7,
    UInt16: 8,
    Int32: 9,
    UInt32: 10,
    Int64: 11,
    UInt64: 12,
    Single: 13,
    Double: 14,
    Decimal: 15,
    DateTime: 16,
    String: 18,
  },
  'System.Net.Sockets.AddressFamily': { Unspecified: 0, InterNetwork: 2, InterNetworkV6: 23 },
  'System.Xml.XmlNodeType': {
    None: 0,
    Element: 1,
    Attribute: 2,
    Text: 3,
    CDATA: 4,
    EntityReference: 5,
    Entity: 6,
    ProcessingInstruction: 7,
    Comment: 8,
    Document: 9,
    DocumentType: 10,
    DocumentFragment: 11,
    Notation: 12,
    Whitespace: 13,
    SignificantWhitespace: 14,
    EndElement: 15,
    EndEntity: 16,
    XmlDeclaration: 17,
  },
  'System.Xml.Linq.LoadOptions': { None: 0, PreserveWhitespace: 1, SetBaseUri: 2, SetLineInfo: 4 },
  'System.Xml.Linq.SaveOptions': { None: 0, DisableFormatting: 1, OmitDuplicateNamespaces: 2 },
  'Newtonsoft.Json.Formatting': { None: 0, Indented: 1 },
  'Newtonsoft.Json.Linq.JTokenType': {
    None: 0,
    Object: 1,
    Array: 2,
    Constructor: 3,
    Property: 4,
    Comment: 5,
    Integer: 6,
    Float: 7,
    String: 8,
    Boolean: 9,
    Null: 10,
    Undefined: 11,
    Date: 12,
    Raw: 13,
    Bytes: 14,
    Guid: 15,
    Uri: 16,
    TimeSpan: 17,
  },
};

const FLAGS = new Set([
  'System.StringSplitOptions',
  'System.Text.RegularExpressions.RegexOptions',
  'System.Xml.Linq.SaveOptions',
]);

/** A value of a .NET enum. */
export class ClrEnum implements ClrObject {
  constructor(
    readonly clrType: string,
    readonly value: number,
  ) {}

  /** The name, or the number where there is none; flags, and with `asFlags` any enum, may be several names. */
  toClrString(asFlags = FLAGS.has(this.clrType)): string {
    const members = Object.entries(ENUMS[this.clrType] ?? {});
    const exact = members.find(([, value]) => value === this.value);
    if (exact !== undefined) return exact[0];
    if (!asFlags) return String(this.value);
    const names: string[] = [];
    let rest = this.value;
    for (const [name, value] of members.filter(([, value]) => value !== 0).sort(([, a], [, b]) => b - a)) {
      if ((rest & value) !== value) continue;
      rest -= value;
      names.unshift(name);
    }
    return rest === 0 ? names.join(', ') : String(this.value);
  }

  equals(other: ClrValue): boolean {
    return other instanceof ClrEnum && other.clrType === this.clrType && other.value === this.value;
  }

  equalityKey(): unknown {
    return `${this.clrType}:${this.value}`;
  }
}

/** Says whether a .NET type name is an enum known here. */
export function isEnumType(clrType: string): boolean {
  return Object.hasOwn(ENUMS, clrType);
}

/** The named member of an enum, or undefined when the enum or the member is unknown. */
export function enumMember(clrType: string, name: string): ClrEnum | undefined {
  const value = ENUMS[clrType]?.[name];
  return value === undefined ? undefined : new ClrEnum(clrType, value);
}

/** The outcome of reading an enum: its value, or what is wrong with the text. */
export type ParsedEnum = ClrEnum | 'empty' | 'unknown' | 'overflow';

/** Parses as `Enum.Parse` does: a number, a name, or names with commas between them. */
export function parseEnum(clrType: string, text: string, ignoreCase: boolean): ParsedEnum {
  const trimmed = text.trim();
  if (trimmed === '') return 'empty';
  if (/^[+-]?\d+$/.test(trimmed)) {
    const value = Number(trimmed);
    return value === (value | 0) ? new ClrEnum(clrType, value | 0) : 'overflow';
  }
  const members = Object.entries(ENUMS[clrType] ?? {});
  let value = 0;
  for (const part of trimmed.split(',')) {
    const wanted = part.trim();
    const found = members.find(
      ([name]) => name === wanted || (ignoreCase && name.toLowerCase() === wanted.toLowerCase()),
    );
    if (found === undefined) return 'unknown';
    value |= found[1];
  }
  return new ClrEnum(clrType, value);
}
