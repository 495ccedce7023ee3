import type { ClrValue } from '../clr-value';
import { ClrException } from '../clr-exception';
import { ReferenceObject } from './reference-object';

class ClrDBNull extends ReferenceObject {
  readonly clrType = 'System.DBNull';
  readonly clrInterfaces = ['System.IConvertible'];

  override toClrString(): string {
    return '';
  }

  /** `IConvertible`: only text can be made of it. */
  convertTo(type: string): ClrValue {
    if (type === 'System.String') return '';
    throw new ClrException('System.InvalidCastException', 'Object cannot be cast from DBNull to other types.');
  }
}

/** `DBNull.Value`, which `Convert.DBNull` answers. */
export const DB_NULL = new ClrDBNull();
