import type { ClrValue } from '../clr-value';
import { decodeUtf8 } from './text/encodings';
import { ReferenceObject } from './reference-object';

type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };

/** A parsed JSON Web Token, as `AsJwt` answers it. Nothing about it is verified. */
export class ClrJwt extends ReferenceObject {
  readonly clrType = 'Jwt';

  constructor(
    readonly header: Readonly<Record<string, Json>>,
    readonly payload: Readonly<Record<string, Json>>,
  ) {
    super();
  }

  /** Claim values by name; an array claim has one value per element. */
  get claims(): ReadonlyMap<string, readonly string[]> {
    return new Map(
      Object.entries(this.payload).map(([name, value]) => [
        name,
        Array.isArray(value) ? value.map(claimText) : [claimText(value as Json)],
      ]),
    );
  }

  text(source: 'header' | 'payload', name: string): ClrValue {
    const value = this[source][name];
    return typeof value === 'string' ? value : null;
  }
}

function claimText(value: Json): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isRecord(value: unknown): value is Readonly<Record<string, Json>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function decodePart(part: string): Readonly<Record<string, Json>> | undefined {
  if (!/^[A-Za-z0-9_-]+$/.test(part)) return undefined;
  try {
    const parsed: unknown = JSON.parse(decodeUtf8(Buffer.from(part, 'base64url')));
    return isRecord(parsed) ? parsed : undefined;
  } catch {
    return undefined;
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
