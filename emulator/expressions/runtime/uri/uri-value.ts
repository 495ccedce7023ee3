import type { ClrValue } from '../../clr-value';
import { ReferenceObject } from '../reference-object';
import type { ParsedUri } from './parse-uri';

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
  ) {
    super();
  }

  override toClrString(): string {
    return this.parts === null ? escapeLoneSurrogates(this.originalString) : this.parts.displayString;
  }

  override equals(other: ClrValue): boolean {
    return other instanceof ClrUri && other.equalityKey() === this.equalityKey();
  }

  override equalityKey(): unknown {
    return `System.Uri:${this.parts === null ? this.originalString : this.parts.absoluteUri.replace(/#.*$/s, '')}`;
  }
}
