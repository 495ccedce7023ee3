import type { ClrValue } from '../../clr-value';
import { ReferenceObject } from '../reference-object';
import { driveOf } from './parse-file-uri';
import { displayed } from './parse-uri';
import type { ParsedUri } from './parse-uri';

/** The path; one that begins with a drive has no slash before it. */
export function absolutePath({ scheme, path }: ParsedUri): string {
  return driveOf(scheme, path) === '' ? path : path.slice(1);
}

function escapeLoneSurrogates(text: string): string {
  return text.replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, '%EF%BF%BD');
}

/** A System.Uri: the text it was made from and, when absolute, its parts. */
export class ClrUri extends ReferenceObject {
  readonly clrType = 'System.Uri';

  constructor(
    readonly originalString: string,
    /** Null for a relative URI. */
    readonly parts: ParsedUri | null,
    /** Whoever made it said that nothing is to be escaped. */
    readonly isUserEscaped = false,
  ) {
    super();
  }

  override toClrString(): string {
    if (this.parts !== null) return this.parts.displayString;
    return displayed(
      escapeLoneSurrogates(this.originalString),
      Array.from(this.originalString).some((character) => character < ' '),
    );
  }

  override equals(other: ClrValue): boolean {
    return other instanceof ClrUri && other.equalityKey() === this.equalityKey();
  }

  override equalityKey(): unknown {
    return `System.Uri:${this.parts === null ? this.originalString : this.parts.absoluteUri.replace(/#.*$/s, '')}`;
  }
}
