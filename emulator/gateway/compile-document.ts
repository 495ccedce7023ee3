import { errorMessage } from './error-details';
import { isExpression } from '../../policies/language/xml/expression-text';
import type { XmlElement } from '../../policies/language/xml/node';
import { NAMED_VALUE } from '../../policies/language/expressions/named-value';
import { findExecutor } from '../policies/registry';
import type { CompileExpression, CompiledExpression } from './expressions';
import type { GatewayModel, SourceDocument } from './gateway-model';
import { PolicyElement, type ElementCompiler } from './policy-element';
import { runSection } from './run-section';
import type { ScopeName, SectionName, Step, StepPlace } from './step';
import { Value } from './value';

/** A policy document ready to run. */
export interface CompiledDocument {
  readonly name: string;
  readonly scope: ScopeName;
  /** A section the document leaves out is absent, and nothing of a broader scope runs in it. */
  readonly sections: ReadonlyMap<SectionName, readonly Step[]>;
}

const SECTION_NAMES: readonly SectionName[] = ['inbound', 'backend', 'outbound', 'on-error'];
const SECTION_LETTERS: Readonly<Record<SectionName, string>> = {
  inbound: 'I',
  backend: 'B',
  outbound: 'O',
  'on-error': 'E',
};

/** Compiles documents: every expression and every element once, at boot. Collects all problems of all documents. */
export class DocumentCompiler {
  readonly problems: string[] = [];
  readonly #expressions = new Map<string, CompiledExpression | undefined>();

  constructor(
    private readonly model: GatewayModel,
    private readonly compileExpression: CompileExpression,
  ) {}

  compile(source: SourceDocument, scope: ScopeName): CompiledDocument {
    const sections = new Map<SectionName, readonly Step[]>();
    const document: CompiledDocument = { name: source.name, scope, sections };
    if (source.root.name !== 'policies')
      this.problems.push(`${source.name}: the root must be <policies>, not <${source.root.name}>.`);
    for (const child of source.root.children) {
      if (child.type !== 'element') continue;
      const section = SECTION_NAMES.find((name) => name === child.name);
      if (section === undefined || sections.has(section)) {
        this.problems.push(
          `${source.name}: <${child.name}> ${section === undefined ? 'is no section' : 'stands twice'}. Policy section is not allowed in the specified scope.`,
        );
        continue;
      }
      const steps = new SectionCompiler(this, document, section).children(child, '');
      if (section === 'backend' && steps.length > 1) {
        this.problems.push(
          `${source.name}: backend section allows only one policy to be specified. Put them into one <choose>, <retry> or <limit-concurrency>.`,
        );
      }
      sections.set(section, steps);
    }
    return document;
  }

  /** Replaces `{{name}}` by the named value. */
  resolveNamedValues(text: string, report: (message: string) => void): string {
    if (!text.includes('{{')) return text;
    return text.replace(NAMED_VALUE, (written, name: string) => {
      const known = this.model.namedValues.get(name);
      if (known === undefined)
        report(
          `Cannot find a property '${name}'. Add the named value to the stack; its display name must match exactly.`,
        );
      return known?.value ?? written;
    });
  }

  /** Compiles an expression, once per source. Undefined, and a report, when it is wrong. */
  expression(source: string, report: (message: string) => void): CompiledExpression | undefined {
    if (!this.#expressions.has(source)) {
      try {
        this.#expressions.set(source, this.compileExpression(source));
      } catch (error) {
        this.#expressions.set(source, undefined);
        report(this.maskSecrets(errorMessage(error)));
      }
    }
    return this.#expressions.get(source);
  }

  fragment(id: string): SourceDocument | undefined {
    return this.model.fragments.get(id);
  }

  backendUrl(id: string): string | undefined {
    return this.model.backends.get(id);
  }

  get hasExternalCache(): boolean {
    return this.model.hasExternalCache;
  }

  /** A compiler quotes what it read; a secret pasted into it must not be shown. */
  maskSecrets(text: string): string {
    let masked = text;
    for (const [name, { value, secret }] of this.model.namedValues) {
      if (secret && value !== '') masked = masked.replaceAll(value, `{{${name}}}`);
    }
    return masked;
  }
}

class SectionCompiler implements ElementCompiler {
  constructor(
    private readonly owner: DocumentCompiler,
    private readonly document: CompiledDocument,
    private readonly section: SectionName,
    private readonly textName = document.name,
    private readonly fragments: readonly string[] = [],
  ) {}

  /** Compiles the children of a section, a fragment or a container as policies. */
  children(parent: XmlElement, parentPath: string): readonly Step[] {
    const elements = parent.children.flatMap((child) => (child.type === 'element' ? [child] : []));
    return elements.flatMap((element) => {
      const twins = elements.filter((other) => other.name === element.name);
      const number = twins.length > 1 ? `[${twins.indexOf(element) + 1}]` : '';
      const path = `${parentPath === '' ? '' : `${parentPath}\\`}${element.name}${number}`;
      const step = this.#step(element, path);
      return step === undefined ? [] : [step];
    });
  }

  steps(parent: XmlElement, path: string): readonly Step[] {
    return this.children(parent, path);
  }

  value(text: string, place: StepPlace): Value {
    const report = (message: string): void => this.problem(place, `<${place.policy}>: ${message}`);
    const resolved = this.owner.resolveNamedValues(text, report);
    if (!isExpression(resolved)) return Value.literal(resolved);
    const expression = this.owner.expression(resolved.trim(), report);
    return expression === undefined ? Value.literal('') : Value.expression(expression, text.trim());
  }

  fragment(id: string, place: StepPlace): readonly Step[] {
    const source = this.owner.fragment(id);
    if (source === undefined) {
      this.problem(place, `Policy fragment with id '${id}' could not be found. Add it to the stack.`);
      return [];
    }
    if (this.fragments.length > 0) {
      this.problem(
        place,
        `fragment ${id} is included by fragment ${this.fragments.join(', ')}; fragments may not nest.`,
      );
      return [];
    }
    return new SectionCompiler(this.owner, this.document, this.section, source.name, [id]).children(
      source.root,
      place.path,
    );
  }

  base(place: StepPlace): Step['run'] {
    if (this.document.scope === 'global')
      this.problem(place, '<base> has nothing to insert at the global scope. Remove it.');
    return (exchange) => runSection(exchange, this.section, exchange.documents.indexOf(this.document) + 1);
  }

  backendUrl(id: string): string | undefined {
    return this.owner.backendUrl(id);
  }

  get hasExternalCache(): boolean {
    return this.owner.hasExternalCache;
  }

  problem(place: StepPlace, message: string): void {
    const at = place.position === undefined ? '' : ` line ${place.position.line}, column ${place.position.column}`;
    const text = `${place.document}${at} (${place.path}): ${message}`;
    if (!this.owner.problems.includes(text)) this.owner.problems.push(text);
  }

  #step(node: XmlElement, path: string): Step | undefined {
    const place: StepPlace = {
      policy: node.name,
      policyId: node.attributes.find((attribute) => attribute.name === 'id')?.value ?? '',
      scope: this.document.scope,
      section: this.section,
      path,
      document: this.textName,
      position: node.position,
    };
    const executor = findExecutor(node.name);
    if (executor === undefined) {
      this.problem(
        place,
        `<${node.name}> is not a policy the local gateway runs (docs/fidelity.md lists those it does).`,
      );
      return undefined;
    }
    if (!executor.sections.includes(SECTION_LETTERS[this.section])) {
      this.problem(place, `<${node.name}>: Policy is not allowed in this section (${this.section}).`);
    }
    const element = new PolicyElement(node, place, this);
    const compiled = executor.compile(element);
    element.finish();
    return typeof compiled === 'function' ? { place, run: compiled } : { place, ...compiled };
  }
}
