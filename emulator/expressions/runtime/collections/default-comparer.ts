import { isEnumType } from '../enums';
import { ReferenceObject } from '../reference-object';

const G = 'System.Collections.Generic.';

/** Types with an `Equals` of their own for their values. */
const EQUATABLE =
  /^System\.(Boolean|Char|S?Byte|U?Int(16|32|64)|Single|Double|Decimal|DateTime|DateTimeOffset|TimeSpan|Guid|Uri)$/;

function className(type: string): string {
  const nullable = /^System\.Nullable`1\[(.*)\]$/.exec(type);
  if (nullable !== null) return `NullableEqualityComparer\`1[${nullable[1] ?? ''}]`;
  const kind = isEnumType(type) ? 'Enum' : EQUATABLE.test(type) ? 'Generic' : 'Object';
  return `${kind}EqualityComparer\`1[${type}]`;
}

/** `EqualityComparer<T>.Default`, which a Dictionary or HashSet names that was given no comparer. */
export class DefaultComparer extends ReferenceObject {
  private static readonly made = new Map<string, DefaultComparer>();
  readonly clrType: string;
  private readonly text: string;

  private constructor(type: string) {
    super();
    const isText = type === 'System.String';
    this.text = G + (isText ? 'StringEqualityComparer' : className(type));
    this.clrType = isText ? `${G}EqualityComparer\`1[${type}]` : this.text;
  }

  /** The one comparer of a type. */
  static of(type: string): DefaultComparer {
    const made = this.made.get(type) ?? new DefaultComparer(type);
    this.made.set(type, made);
    return made;
  }

  override toClrString(): string {
    return this.text;
  }
}
