import { ReferenceObject } from './reference-object';

/** A System.Text.StringBuilder, a StringWriter or a StringReader: text, and for a reader how far it has read. */
export class TextBuffer extends ReferenceObject {
  position = 0;

  constructor(
    readonly clrType: string,
    public text: string,
  ) {
    super();
  }

  override toClrString(): string {
    return this.clrType === 'System.IO.StringReader' ? this.clrType : this.text;
  }

  append(value: string): this {
    this.text += value;
    return this;
  }

  /** All that was not read yet. */
  rest(): string {
    const rest = this.text.slice(this.position);
    this.position = this.text.length;
    return rest;
  }
}
