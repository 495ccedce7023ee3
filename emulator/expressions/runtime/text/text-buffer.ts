import { disposed } from '../dispose';
import { argumentOutOfRange } from '../errors';
import { ReferenceObject } from '../reference-object';

/** A System.Text.StringBuilder, a StringWriter or a StringReader: text, and for a reader how far it has read. */
export class TextBuffer extends ReferenceObject {
  position = 0;
  private closed = false;

  dispose(): void {
    this.closed = true;
  }

  /** Throws when a reader or writer was disposed of. */
  requireOpen(verb: 'read from' | 'write to'): void {
    const kind = verb === 'read from' ? 'TextReader' : 'TextWriter';
    if (this.closed) throw disposed(`Cannot ${verb} a closed ${kind}.`);
  }

  constructor(
    readonly clrType: string,
    public text: string,
    /** `StringBuilder.MaxCapacity`. */
    readonly maximum = 0x7fffffff,
  ) {
    super();
  }

  override toClrString(): string {
    return this.clrType === 'System.IO.StringReader' ? this.clrType : this.text;
  }

  /** Fails when the text cannot grow by so much; .NET names the parameter that asked, in words of its own. */
  requireRoom(more: number, parameter: 'valueCount' | 'repeatCount' | 'requiredLength' | 'value'): void {
    if (this.text.length + more <= this.maximum) return;
    throw argumentOutOfRange(
      parameter === 'valueCount' || parameter === 'repeatCount'
        ? 'The length cannot be greater than the capacity.'
        : 'capacity was less than the current size.',
      parameter,
    );
  }

  append(value: string): this {
    this.requireRoom(value.length, 'valueCount');
    this.text += value;
    return this;
  }

  /** All that was not read yet. */
  rest(): string {
    this.requireOpen('read from');
    const rest = this.text.slice(this.position);
    this.position = this.text.length;
    return rest;
  }
}
