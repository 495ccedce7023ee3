import defaults from '../../emulator/expressions/cases/default-context.json';
import { caseContext } from '../../emulator/expressions/cases/case-context';
import { CONTEXT_SCHEMA, type CaseContext } from '../../emulator/expressions/cases/expression-case';
import { compileExpression } from '../../emulator/expressions/compile-expression';
import type { ClrValue } from '../../emulator/expressions/clr-value';
import type { PolicyContext } from '../../emulator/expressions/policy-context';
import type { XmlElement } from '../../policies/language/xml/node';

/** What happened to a message: a response of the gateway, or what the steps made of its body. */
export interface StepsOutcome {
  /** Status of the response that ended the steps; undefined when they let the message pass. */
  readonly status: number | undefined;
  /** Body of that response, or the body that `set-body` set. */
  readonly body: string | undefined;
  /** What metrics counted: the values of their dimensions, in order. */
  readonly counted: readonly (readonly string[])[];
}

type Step = (run: StepsRun) => boolean;

interface StepsRun {
  readonly context: PolicyContext;
  readonly variables: Map<string, ClrValue>;
  status: number | undefined;
  body: string | undefined;
  readonly counted: string[][];
}

const DEFAULTS = CONTEXT_SCHEMA.parse(defaults);

/** What a message is, as far as steps look at it. */
export interface StepsMessage {
  readonly request?: Partial<CaseContext['request']>;
  readonly response?: Partial<NonNullable<CaseContext['response']>>;
  readonly operation?: string;
}

/**
 * Compiles steps made of set-variable, choose, set-body, emit-metric and return-response, to be run without a gateway: for
 * tests of many inputs. It knows no other policy. Load the C# grammar before.
 */
export function compileSteps(steps: readonly XmlElement[]): (message: StepsMessage) => StepsOutcome {
  const run = sequence(steps);
  return ({ request = {}, response, operation = 'mcp-post' }) => {
    const variables = new Map<string, ClrValue>();
    const context = caseContext({
      ...DEFAULTS,
      request: { ...DEFAULTS.request, method: 'POST', headers: {}, body: null, ...request },
      response:
        response === undefined ? null : { statusCode: 200, statusReason: 'OK', headers: {}, body: null, ...response },
      operation: { ...(DEFAULTS.operation ?? { name: '', method: 'POST', urlTemplate: '/' }), id: operation },
    } as CaseContext);
    const state: StepsRun = {
      context: { ...context, variables },
      variables,
      status: undefined,
      body: undefined,
      counted: [],
    };
    run(state);
    return { status: state.status, body: state.body, counted: state.counted };
  };
}

/** Runs one after the other until one ends the request; tells whether one did. */
function sequence(steps: readonly XmlElement[]): Step {
  const compiled = steps.map(compileStep);
  return (run) => compiled.some((step) => step(run));
}

function compileStep(element: XmlElement): Step {
  const children = element.children.filter((child) => child.type === 'element');
  switch (element.name) {
    case 'set-variable': {
      const [name, value] = [attribute(element, 'name'), evaluation(attribute(element, 'value'))];
      return (run) => {
        run.variables.set(name, value(run.context));
        return false;
      };
    }
    case 'choose': {
      const branches = children.map((child) => ({
        holds: child.name === 'otherwise' ? () => true : evaluation(attribute(child, 'condition')),
        then: sequence(child.children.filter((step) => step.type === 'element')),
      }));
      return (run) => branches.find(({ holds }) => holds(run.context) === true)?.then(run) ?? false;
    }
    case 'set-body': {
      const content = evaluation(textOf(element));
      return (run) => {
        run.body = String(content(run.context));
        return false;
      };
    }
    case 'emit-metric': {
      const values = children.map((child) => evaluation(attribute(child, 'value')));
      return (run) => {
        run.counted.push(values.map((value) => String(value(run.context))));
        return false;
      };
    }
    case 'return-response': {
      const status = children.find(({ name }) => name === 'set-status');
      const body = children.find(({ name }) => name === 'set-body');
      const content = body === undefined ? undefined : evaluation(textOf(body));
      return (run) => {
        run.status = Number(status === undefined ? 200 : attribute(status, 'code'));
        run.body = content === undefined ? undefined : String(content(run.context));
        return true;
      };
    }
    default:
      throw new Error(`compileSteps does not know <${element.name}>.`);
  }
}

function evaluation(text: string): (context: PolicyContext) => ClrValue {
  if (!text.startsWith('@')) return () => text;
  // What a named value would be: the text that API Management puts in its place.
  const compiled = compileExpression(text.replace(/\{\{[\w.-]+\}\}/g, 'https://gateway.example'));
  return (context) => compiled.evaluate(context);
}

function attribute(element: XmlElement, name: string): string {
  return element.attributes.find((candidate) => candidate.name === name)?.value ?? '';
}

function textOf(element: XmlElement): string {
  return element.children.map((child) => (child.type === 'text' ? child.value : '')).join('');
}
