import { ReferenceObject } from '../reference-object';

/** An object that hangs from `context`, presented under the interface policies know it by. */
export class ViewObject<T> extends ReferenceObject {
  constructor(
    /** The interface's name, `IRequest` for instance. */
    readonly clrType: string,
    readonly view: T,
    /** Interfaces it has besides its own. */
    readonly clrInterfaces: readonly string[] = [],
  ) {
    super();
  }
}
