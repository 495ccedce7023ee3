import type { ClrValue } from '../clr-value';
import { ReferenceObject } from './reference-object';

/** A System.Type, enough to print, compare and hand on. An expression gets one of an exception alone, by `GetType()`. */
export class ClrTypeObject extends ReferenceObject {
  readonly clrType = 'System.Reflection.TypeInfo';

  constructor(
    /** The type as `Type.ToString()` prints it. */
    readonly name: string,
  ) {
    super();
  }

  override toClrString(): string {
    return this.name;
  }
}

const known = new Map<string, ClrTypeObject>();

/** The one object of the type with this reflection name. */
export function clrTypeOf(name: string): ClrValue {
  const found = known.get(name) ?? new ClrTypeObject(name);
  known.set(name, found);
  return found;
}
