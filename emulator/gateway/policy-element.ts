import type { XmlElement } from '../../policies/language/xml/node';
import type { Step, StepPlace } from './step';
import { Value } from './value';

/** What the compiler of a document does for the elements in it. */
export interface ElementCompiler {
  /** Compiles an attribute or text: resolves named values, then expressions. */
  value(text: string, place: StepPlace): Value;
  /** Compiles the children of an element as policies; `path` is what stands before theirs. */
  steps(parent: XmlElement, path: string): readonly Step[];
  /** The policies of a fragment, as they stand where `place` includes it. */
  fragment(id: string, place: StepPlace): readonly Step[];
  /** Runs the same section of the next broader scope. */
  base(place: StepPlace): Step['run'];
  /** Base URL of a backend entity, or undefined. */
  backendUrl(id: string): string | undefined;
  /** Whether the stack has an external cache. */
  readonly hasExternalCache: boolean;
  problem(place: StepPlace, message: string): void;
}

const EMPTY_ATTRIBUTES: ReadonlySet<string> = new Set(['id']);

/** An element of a policy document while it is compiled. Whatever an executor does not ask for is reported as unsupported. */
export class PolicyElement {
  readonly #read = new Set<string>(EMPTY_ATTRIBUTES);
  readonly #readChildren = new Set<string>();
  #policies = false;
  #text = false;

  constructor(
    readonly node: XmlElement,
    readonly place: StepPlace,
    readonly compiler: ElementCompiler,
  ) {}

  get name(): string {
    return this.node.name;
  }

  /** An attribute that may be an expression; undefined when absent. */
  value(name: string): Value | undefined {
    const text = this.#attribute(name);
    return text === undefined ? undefined : this.compiler.value(text, this.place);
  }

  /** An attribute that may be an expression; a problem is reported when it is absent. */
  required(name: string): Value {
    return this.value(name) ?? this.#missing(name);
  }

  /** An attribute that takes no expression, named values in place; undefined when absent. */
  literal(name: string): string | undefined {
    const value = this.value(name);
    if (value !== undefined && value.literal === undefined) {
      this.problem(`attribute "${name}" takes no policy expression. Write the value itself or a named value.`);
      return undefined;
    }
    return value?.literal;
  }

  requiredLiteral(name: string): string {
    return this.literal(name) ?? this.#missing(name).literal ?? '';
  }

  /** A literal `true` or `false`. */
  flag(name: string, fallback: boolean): boolean {
    const text = this.literal(name);
    if (text === undefined) return fallback;
    if (!/^(true|false)$/i.test(text)) this.problem(`attribute "${name}" must be true or false, not "${text}".`);
    return text.toLowerCase() === 'true';
  }

  /** One of the values listed. */
  choice<T extends string>(name: string, allowed: readonly T[], fallback: T): T {
    const text = this.literal(name);
    if (text === undefined) return fallback;
    const found = allowed.find((value) => value === text);
    if (found === undefined) this.problem(`attribute "${name}" must be one of ${allowed.join(', ')}, not "${text}".`);
    return found ?? fallback;
  }

  /** The text between the tags; undefined when there is only white space. */
  text(): Value | undefined {
    this.#text = true;
    const text = this.node.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
    return text.trim() === '' ? undefined : this.compiler.value(text, this.place);
  }

  /** Children with that name, which are parts of this policy and no policies themselves. */
  parts(name: string): readonly PolicyElement[] {
    this.#readChildren.add(name);
    return this.node.children.flatMap((child) =>
      child.type === 'element' && child.name === name ? [new PolicyElement(child, this.place, this.compiler)] : [],
    );
  }

  part(name: string): PolicyElement | undefined {
    return this.parts(name)[0];
  }

  /** The children as policies. @param segment what a part of a policy (`when`) adds to their path */
  policies(segment = ''): readonly Step[] {
    this.#policies = true;
    return this.compiler.steps(this.node, segment === '' ? this.place.path : `${this.place.path}\\${segment}`);
  }

  /** Reports a mistake in this element; all are shown together at boot. */
  problem(message: string): void {
    this.compiler.problem(this.place, `<${this.name}>: ${message}`);
  }

  /** Reports attributes and children that no executor asked for. */
  finish(): void {
    for (const { name } of this.node.attributes) {
      if (!this.#read.has(name))
        this.problem(`attribute "${name}" is not supported by the local gateway (see docs/fidelity.md).`);
    }
    if (this.#policies) return;
    for (const child of this.node.children) {
      if (child.type === 'element' && !this.#readChildren.has(child.name)) {
        this.problem(`child <${child.name}> is not supported by the local gateway (see docs/fidelity.md).`);
      }
      if (child.type === 'text' && child.value.trim() !== '' && !this.#text) this.problem('text may not stand here.');
    }
  }

  #attribute(name: string): string | undefined {
    this.#read.add(name);
    return this.node.attributes.find((attribute) => attribute.name === name)?.value;
  }

  #missing(name: string): Value {
    this.problem(`attribute "${name}" is missing.`);
    return Value.literal('');
  }
}
