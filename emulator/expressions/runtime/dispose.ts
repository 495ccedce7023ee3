import { ClrException } from '../clr-exception';
import type { ClrValue } from '../clr-value';

/** A runtime class on which `Dispose` has an effect that an expression can see. */
export interface Disposable {
  dispose(): void;
}

function isDisposable(value: object): value is Disposable {
  return 'dispose' in value;
}

/** `Dispose()`, as `using` calls it; nothing happens for null and for what holds nothing. */
export function dispose(value: ClrValue): void {
  if (typeof value === 'object' && value !== null && isDisposable(value)) value.dispose();
}

/** `ObjectDisposedException` with the given text, or that of an object of this type. */
export function disposed(message: string): ClrException {
  return new ClrException('System.ObjectDisposedException', message);
}
