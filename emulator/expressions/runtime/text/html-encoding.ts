const NAMED: Readonly<Record<string, string>> = { quot: '"', amp: '&', apos: "'", lt: '<', gt: '>' };

/** Names of the entities for U+00A0 to U+00FF, in order. */
const LATIN1 =
  'nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml'.split(
    ' ',
  );

const OTHERS: Readonly<Record<string, number>> = {
  OElig: 338,
  oelig: 339,
  Scaron: 352,
  scaron: 353,
  Yuml: 376,
  fnof: 402,
  circ: 710,
  tilde: 732,
  ensp: 8194,
  emsp: 8195,
  thinsp: 8201,
  ndash: 8211,
  mdash: 8212,
  lsquo: 8216,
  rsquo: 8217,
  sbquo: 8218,
  ldquo: 8220,
  rdquo: 8221,
  bdquo: 8222,
  dagger: 8224,
  Dagger: 8225,
  bull: 8226,
  hellip: 8230,
  permil: 8240,
  prime: 8242,
  Prime: 8243,
  lsaquo: 8249,
  rsaquo: 8250,
  euro: 8364,
  trade: 8482,
  larr: 8592,
  uarr: 8593,
  rarr: 8594,
  darr: 8595,
  harr: 8596,
  minus: 8722,
  infin: 8734,
  ne: 8800,
  le: 8804,
  ge: 8805,
};

/** `WebUtility.HtmlEncode`: markup characters, U+00A0 to U+00FF and characters beyond the BMP become entities. */
export function htmlEncode(text: string): string {
  const escapes: Readonly<Record<string, string>> = {
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
    '&': '&amp;',
  };
  return text.replace(/[<>"'&\u00a0-\u00ff]|[\u{10000}-\u{10ffff}]|[\ud800-\udfff]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return escapes[character] ?? (code >= 0xd800 && code <= 0xdfff ? '\ufffd' : `&#${code};`);
  });
}

function fromNumber(digits: string, radix: number, entity: string): string {
  const code = Number.parseInt(digits, radix);
  const valid = code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
  return valid ? String.fromCodePoint(code) : entity;
}

/** `WebUtility.HtmlDecode`; entities that are not known stay as they are. */
export function htmlDecode(text: string): string {
  return text.replace(
    /&(?:#(\d+)|#[xX]([0-9a-fA-F]+)|([A-Za-z][A-Za-z0-9]*));/g,
    (entity, decimal?: string, hex?: string, name?: string) => {
      if (decimal !== undefined) return fromNumber(decimal, 10, entity);
      if (hex !== undefined) return fromNumber(hex, 16, entity);
      const latin = LATIN1.indexOf(name ?? '');
      if (latin !== -1) return String.fromCharCode(0xa0 + latin);
      const other = Object.hasOwn(OTHERS, name ?? '') ? OTHERS[name ?? ''] : undefined;
      if (other !== undefined) return String.fromCharCode(other);
      return Object.hasOwn(NAMED, name ?? '') ? (NAMED[name ?? ''] ?? entity) : entity;
    },
  );
}
