import type { ClrValue } from './clr-value';

/**
 * A .NET exception as it travels through an expression: thrown by the runtime library and by `throw`, caught by C#
 * `catch` clauses by type, and, when nothing catches it, what `evaluate` throws.
 */
export class ClrException extends Error {
  /** False while the object was only made, by `new Exception(...)`. */
  isThrown = true;
  /** What a policy has set as `Exception.Source`. */
  source: string | null = null;
  /** `Exception.HelpLink`. */
  helpLink: string | null = null;
  /** What a policy has set as `Exception.HResult`. */
  hResult: number | undefined = undefined;

  /**
   * @param typeName full .NET type name, `System.FormatException` for instance
   * @param message what `Exception.Message` answers
   * @param inner the inner exception, as `Exception.InnerException` answers; none by default
   * @param parameterName `ArgumentException.ParamName`, which .NET also appends to the message; none by default
   */
  constructor(
    readonly typeName: string,
    message: string,
    readonly inner: ClrException | null = null,
    readonly parameterName: string | null = null,
  ) {
    super(parameterName === null ? message : `${message} (Parameter '${parameterName}')`);
    this.name = typeName;
  }

  /** The value of a C# exception variable: the exception object itself, typed by its .NET name. */
  get clrType(): string {
    return this.typeName;
  }

  /** What `Exception.ToString()` prints, without the stack trace .NET adds. */
  toClrString(): string {
    const inner =
      this.inner === null ? '' : `\n ---> ${this.inner.toClrString()}\n   --- End of inner exception stack trace ---`;
    return `${this.typeName}${this.message === '' ? '' : `: ${this.message}`}${inner}`;
  }

  /** Exceptions compare by reference. */
  equals(other: ClrValue): boolean {
    return this === other;
  }

  /** The map key under which a Dictionary or HashSet finds this object: itself. */
  equalityKey(): unknown {
    return this;
  }
}
