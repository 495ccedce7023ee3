/** A Terraform expression, the subset that synthesised stacks use. */
export type Expression =
  | { readonly kind: 'literal'; readonly value: unknown }
  | { readonly kind: 'template'; readonly parts: readonly Expression[] }
  | { readonly kind: 'root'; readonly name: string }
  | { readonly kind: 'attribute'; readonly target: Expression; readonly name: string }
  | { readonly kind: 'index'; readonly target: Expression; readonly key: Expression }
  | { readonly kind: 'splat'; readonly target: Expression; readonly rest: readonly string[] }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly Expression[] }
  | { readonly kind: 'list'; readonly items: readonly Expression[] }
  | { readonly kind: 'object'; readonly entries: readonly (readonly [Expression, Expression])[] }
  | { readonly kind: 'conditional'; readonly condition: Expression; readonly yes: Expression; readonly no: Expression }
  | { readonly kind: 'equals'; readonly left: Expression; readonly right: Expression; readonly negated: boolean };

/** A template the local gateway cannot read. The message names the offending text. */
export class ExpressionSyntaxError extends Error {}

/**
 * Reads a Terraform string template: literal text with `${expression}` in it, `$${` and `%%{` standing for themselves.
 * @returns the expression; a template that is one `${expression}` and nothing else keeps the expression's type
 * @throws ExpressionSyntaxError for `%{` directives and everything outside the subset
 */
export function parseTemplate(text: string): Expression {
  if (!text.includes('${') && !text.includes('%{')) return { kind: 'literal', value: text };
  const reader = new Reader(text);
  const template = reader.template(undefined);
  if (template.parts.length === 1 && template.parts[0] !== undefined) return template.parts[0];
  return template;
}

const IDENTIFIER = /[A-Za-z_][A-Za-z0-9_-]*/y;
const NUMBER = /\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const WHITE_SPACE = /\s*/y;
const ESCAPES: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', '"': '"', '\\': '\\' };

class Reader {
  private at = 0;

  constructor(private readonly text: string) {}

  /** Reads template text up to `end` (a closing quote) or, without one, to the end of the text. */
  template(end: '"' | undefined): { kind: 'template'; parts: readonly Expression[] } {
    const parts: Expression[] = [];
    let literal = '';
    const flush = (): void => {
      if (literal !== '') parts.push({ kind: 'literal', value: literal });
      literal = '';
    };
    for (;;) {
      const rest = this.text.slice(this.at, this.at + 3);
      if (rest === '') {
        if (end !== undefined) this.fail('a string that does not end');
        break;
      }
      if (end !== undefined && rest.startsWith(end)) {
        this.at += 1;
        break;
      }
      if (rest === '$${' || rest === '%%{') {
        literal += rest.slice(1);
        this.at += 3;
      } else if (rest.startsWith('${')) {
        flush();
        this.at += rest === '${~' ? 3 : 2;
        parts.push(this.expression());
        this.expect('}');
      } else if (rest.startsWith('%{')) {
        this.fail('a %{ } directive');
      } else if (end !== undefined && rest.startsWith('\\')) {
        literal += this.escape();
      } else {
        literal += rest[0];
        this.at += 1;
      }
    }
    flush();
    return { kind: 'template', parts };
  }

  private escape(): string {
    const letter = this.text[this.at + 1] ?? '';
    const unicode = /^\\u([0-9A-Fa-f]{4})/.exec(this.text.slice(this.at, this.at + 6));
    if (unicode?.[1] !== undefined) {
      this.at += 6;
      return String.fromCharCode(Number.parseInt(unicode[1], 16));
    }
    const value = ESCAPES[letter];
    if (value === undefined) this.fail(`the escape \\${letter}`);
    this.at += 2;
    return value;
  }

  private expression(): Expression {
    const condition = this.comparison();
    if (!this.accept('?')) return condition;
    const yes = this.expression();
    this.expect(':');
    return { kind: 'conditional', condition, yes, no: this.expression() };
  }

  private comparison(): Expression {
    const left = this.postfix(this.primary());
    for (const operator of ['==', '!='] as const) {
      if (this.accept(operator)) {
        return { kind: 'equals', left, right: this.postfix(this.primary()), negated: operator === '!=' };
      }
    }
    return left;
  }

  private postfix(start: Expression): Expression {
    let target = start;
    for (;;) {
      if (this.accept('[*]') || this.accept('.*')) {
        const rest: string[] = [];
        while (this.accept('.')) rest.push(this.identifier());
        target = { kind: 'splat', target, rest };
      } else if (this.accept('.')) {
        const digits = this.match(NUMBER);
        target =
          digits === undefined
            ? { kind: 'attribute', target, name: this.identifier() }
            : { kind: 'index', target, key: { kind: 'literal', value: Number(digits) } };
      } else if (this.accept('[')) {
        const key = this.expression();
        this.expect(']');
        target = { kind: 'index', target, key };
      } else {
        return target;
      }
    }
  }

  private primary(): Expression {
    if (this.accept('(')) {
      const inner = this.expression();
      this.expect(')');
      return inner;
    }
    if (this.accept('"')) {
      const { parts } = this.template('"');
      const only = parts[0];
      if (parts.length === 0) return { kind: 'literal', value: '' };
      return parts.length === 1 && only?.kind === 'literal' ? only : { kind: 'template', parts };
    }
    if (this.accept('[')) return { kind: 'list', items: this.sequence(']', () => this.expression()) };
    if (this.accept('{')) return { kind: 'object', entries: this.sequence('}', () => this.entry()) };
    const negative = this.accept('-');
    const digits = this.match(NUMBER);
    if (digits !== undefined) return { kind: 'literal', value: Number(digits) * (negative ? -1 : 1) };
    if (negative) this.fail('the operator -');
    const name = this.identifier();
    if (name === 'true' || name === 'false') return { kind: 'literal', value: name === 'true' };
    if (name === 'null') return { kind: 'literal', value: null };
    if (this.accept('(')) return { kind: 'call', name, args: this.sequence(')', () => this.expression()) };
    return { kind: 'root', name };
  }

  private entry(): readonly [Expression, Expression] {
    const name = this.match(IDENTIFIER);
    const key: Expression = name === undefined ? this.primary() : { kind: 'literal', value: name };
    if (!this.accept('=')) this.expect(':');
    return [key, this.expression()];
  }

  private sequence<T>(end: string, item: () => T): T[] {
    const items: T[] = [];
    while (!this.accept(end)) {
      if (items.length > 0) {
        this.expect(',');
        if (this.accept(end)) break;
      }
      items.push(item());
    }
    return items;
  }

  private match(pattern: RegExp): string | undefined {
    this.skip();
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    this.at += found?.length ?? 0;
    return found;
  }

  private identifier(): string {
    return this.match(IDENTIFIER) ?? this.fail('this syntax');
  }

  private skip(): void {
    WHITE_SPACE.lastIndex = this.at;
    this.at += WHITE_SPACE.exec(this.text)?.[0].length ?? 0;
  }

  private accept(token: string): boolean {
    this.skip();
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  private expect(token: string): void {
    if (!this.accept(token)) this.fail(`this syntax (expected "${token}")`);
  }

  private fail(what: string): never {
    const context = this.text.slice(Math.max(0, this.at - 20), this.at + 20);
    throw new ExpressionSyntaxError(`${what} at "${context}" is not supported`);
  }
}
