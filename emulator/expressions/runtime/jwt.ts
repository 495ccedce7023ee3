import { ClrException } from '../clr-exception';
import type { ClrValue } from '../clr-value';
import { ClrDateTime, EPOCH_TICKS, TICKS } from './dates/date-time';
import { JArray, JObject } from './json/containers';
import { deserialiseWith } from './json/deserialise';
import { JsonTextReader } from './json/text-reader';
import { writeToken } from './json/token';
import type { JToken } from './json/token';
import { JValue } from './json/value';
import { scaled, requireDate } from './members/moments';
import { asNumber } from './numbers/convert-number';
import { ReferenceObject } from './reference-object';
import { decodeBase64 } from './text/base64';
import { decodeUtf8 } from './text/encodings';

function textOf(token: JToken | null): string | null {
  return token?.type === 'String' && token instanceof JValue ? String(token.value) : null;
}

function claimText(token: JToken): string {
  return textOf(token) ?? writeToken(token, false);
}

/** A parsed JSON Web Token, as `AsJwt` answers it. Nothing about it is verified. */
export class ClrJwt extends ReferenceObject {
  readonly clrType = 'Jwt';

  constructor(
    private readonly header: JObject,
    private readonly payload: JObject,
  ) {
    super();
  }

  /** Claim values by name; an array claim has one value per element. */
  get claims(): ReadonlyMap<string, readonly string[]> {
    return new Map(
      Array.from(this.payload.properties(), ({ name, value }) => [
        name,
        value instanceof JArray ? value.items.map(claimText) : [claimText(value)],
      ]),
    );
  }

  text(source: 'header' | 'payload', name: string): string | null {
    return textOf(this[source].get(name));
  }

  /** A claim of seconds since 1970 as a date; null where it is no number. */
  date(name: string): ClrValue {
    const claim = this.payload.get(name);
    if (!(claim instanceof JValue) || (claim.type !== 'Integer' && claim.type !== 'Float')) return null;
    const ticks = EPOCH_TICKS + scaled(asNumber(claim.convertTo('System.Double')), TICKS.second);
    requireDate(ticks, 'value');
    return new ClrDateTime(ticks, 1);
  }
}

/** A part of a token: base64url, whose padding may be there, of a JSON object. */
function decodePart(part: string): JObject | undefined {
  const padded = part.replaceAll('-', '+').replaceAll('_', '/') + '='.repeat((4 - (part.length % 4)) % 4);
  try {
    const reader = new JsonTextReader(decodeUtf8(decodeBase64(padded)), { dates: false });
    const found = deserialiseWith(reader, 'Newtonsoft.Json.Linq.JObject', true);
    return found instanceof JObject ? found : undefined;
  } catch (error) {
    if (error instanceof ClrException) return undefined;
    throw error;
  }
}

/** Parses the compact form of a signed token without verifying anything; null for other text. */
export function parseJwt(text: string | null): ClrJwt | null {
  const parts = text?.split('.') ?? [];
  const [header = '', payload = '', signature = ''] = parts;
  if (parts.length !== 3 || !/^[A-Za-z0-9_-]*$/.test(signature)) return null;
  const [head, body] = [decodePart(header), decodePart(payload)];
  return head === undefined || body === undefined ? null : new ClrJwt(head, body);
}
