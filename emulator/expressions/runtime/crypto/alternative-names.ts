import { derChildren, derElements, oidText } from './der';

/** What `subjectAltName` and `issuerAltName` hold, each kind in order (RFC 5280, section 4.2.1.6). */
export interface AlternativeNames {
  readonly email: readonly string[];
  readonly dns: readonly string[];
  readonly uri: readonly string[];
  readonly upn: readonly string[];
  /** Addresses as their bytes, in hexadecimal. */
  readonly ip: readonly string[];
}

/** Context tags of GeneralName. */
const TAGS = { other: 0xa0, email: 0x81, dns: 0x82, uri: 0x86, ip: 0x87 } as const;
const USER_PRINCIPAL_NAME = '1.3.6.1.4.1.311.20.2.3';

/** Reads the value of the extension. */
export function alternativeNames(der: Uint8Array): AlternativeNames {
  const [sequence] = derElements(der);
  const names = derChildren(sequence);
  const plain = (wanted: number, encoding: BufferEncoding): string[] =>
    names.filter(({ tag }) => tag === wanted).map(({ content }) => Buffer.from(content).toString(encoding));
  const upn = names
    .filter(({ tag }) => tag === TAGS.other)
    .flatMap((name) => {
      const [type, value] = derChildren(name);
      const [text] = derChildren(value);
      return oidText(type) === USER_PRINCIPAL_NAME && text !== undefined
        ? [Buffer.from(text.content).toString('utf8')]
        : [];
    });
  return {
    email: plain(TAGS.email, 'latin1'),
    dns: plain(TAGS.dns, 'latin1'),
    uri: plain(TAGS.uri, 'latin1'),
    ip: plain(TAGS.ip, 'hex'),
    upn,
  };
}
