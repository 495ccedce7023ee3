/**
 * What a secret without a value is on this machine: always the same, so that what an operator configures with it works
 * after a restart. It protects nothing; the local gateway is for this machine alone.
 */
export function demoValue(name: string): string {
  return `${DEMO_VALUE_START}${name.replaceAll('_', '-')}`;
}

const DEMO_VALUE_START = 'local-demo-value-of-';

/** Whether a value is one that {@link demoValue} made up. */
export function isDemoValue(value: string): boolean {
  return value.startsWith(DEMO_VALUE_START);
}

/** What {@link variableValue} takes beside the declaration. */
export interface VariableOptions {
  /** Where `TF_VAR_<name>` is looked up. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Told when a variable has its {@link demoValue}. */
  readonly onDemoValue: (name: string, value: string) => void;
}

/**
 * The value of a Terraform variable: `TF_VAR_<name>` when it is set, else the default, else, for a sensitive text, a demo
 * value.
 * @param declaration the block in the file; undefined when there is none
 * @returns text, or what the variable's type says: `TF_VAR_` values of other types are read as JSON
 * @throws Error naming the variable when it is not declared, has no value, or its text does not fit its type
 */
export function variableValue(name: string, declaration: unknown, { env, onDemoValue }: VariableOptions): unknown {
  if (typeof declaration !== 'object' || declaration === null)
    throw new Error(`there is no variable "${name}" in the stack`);
  const type: unknown = Reflect.get(declaration, 'type');
  const isText = type === undefined || type === 'string' || type === 'any' || type === '${string}';
  const given = env[`TF_VAR_${name}`];
  if (given !== undefined) {
    if (isText) return given;
    try {
      return JSON.parse(given);
    } catch {
      throw new Error(`TF_VAR_${name} is not JSON, although the variable is of type ${String(type)}`);
    }
  }
  if (Object.hasOwn(declaration, 'default')) return Reflect.get(declaration, 'default');
  if (isText && Reflect.get(declaration, 'sensitive') === true) {
    const value = demoValue(name);
    onDemoValue(name, value);
    return value;
  }
  throw new Error(`the variable "${name}" has no value: set the environment variable TF_VAR_${name}`);
}
