import type { ClrValue } from '../../../clr-value';
import { DefaultComparer } from '../../collections/default-comparer';
import { ClrSequence } from '../../collections/enumerable';
import { ClrStringComparer, requireComparison } from '../../comparers';
import type { ClrEnum } from '../../enums';
import { argument, argumentNull } from '../../errors';
import { hashCode } from '../../hash-code';
import type { MemberTable, Ref } from '../../member';
import { char } from '../../numbers/numbers';
import { ValueObject } from '../../reference-object';
import { wellFormed } from '../../text/encodings';

const S = 'M:System.String';
const SC = 'M:System.StringComparer';

/** A System.Text.Rune, which expressions can count, compare and print. */
class Rune extends ValueObject {
  readonly clrType = 'System.Text.Rune';

  constructor(private readonly character: string) {
    super();
  }

  toClrString(): string {
    return this.character;
  }

  protected identity(): string {
    return this.character;
  }
}

function runes(self: string): ClrSequence {
  return new ClrSequence(
    'System.Text.Rune',
    () => Array.from(wellFormed(self), (character) => new Rune(character)),
    'System.Text.StringRuneEnumerator',
  );
}

/** Strings that a comparison finds equal have the same hash code. */
function hashBy(value: ClrValue, comparison: number): number {
  return hashCode(String(new ClrStringComparer(comparison).keyOf(value)));
}

function comparerHash(self: ClrStringComparer, value: ClrValue): number {
  if (value === null) throw argumentNull('obj');
  return typeof value === 'string' ? hashBy(value, self.comparison) : hashCode(value);
}

/** No member of the enum is 0, and its type is not in the allow-list, so that no other form can be written. */
function noForm(): never {
  throw argument('Invalid or unsupported normalization form.', 'normalizationForm');
}

/** Cultures can only be null, because their type is not in the allow-list. */
function noCulture(): never {
  throw argumentNull('culture');
}

function isWellKnownOrdinal(comparer: ClrValue, ignoresCase: Ref): boolean {
  const comparison = comparer instanceof ClrStringComparer ? comparer.comparison : undefined;
  ignoresCase.value = comparison === 5;
  return comparison === 4 || comparison === 5 || comparer === DefaultComparer.of('System.String');
}

/** Members of String and StringComparer that concern cultures, normalization forms, hash codes and runes. */
export const STRING_CULTURE_MEMBERS: MemberTable = {
  [`${S}.EnumerateRunes`]: runes,
  [`${S}.GetPinnableReference`]: (self: string) => char(self === '' ? 0 : self.charCodeAt(0)),
  [`${S}.GetHashCode(System.StringComparison)`]: (self: string, comparison: ClrEnum) => {
    requireComparison(comparison.value);
    return hashBy(self, comparison.value);
  },
  [`${S}.IsNormalized(System.Text.NormalizationForm)`]: noForm,
  [`${S}.Normalize(System.Text.NormalizationForm)`]: noForm,
  [`${SC}.Create(System.Globalization.CultureInfo,System.Boolean)`]: noCulture,
  [`${SC}.Create(System.Globalization.CultureInfo,System.Globalization.CompareOptions)`]: noCulture,
  [`${SC}.GetHashCode(System.String)`]: comparerHash,
  [`${SC}.GetHashCode(System.Object)`]: comparerHash,
  [`${SC}.IsWellKnownOrdinalComparer(System.Collections.Generic.IEqualityComparer{System.String},System.Boolean@)`]:
    isWellKnownOrdinal,
};
