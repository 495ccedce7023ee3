/**
 * The value of a Terraform variable: `TF_VAR_<name>` when it is set, else the default.
 * @param declaration the block in the file; undefined when there is none
 * @returns text, or what the variable's type says: `TF_VAR_` values of other types are read as JSON
 * @throws Error naming the variable when it is not declared, has no value, or its text does not fit its type
 */
export function variableValue(
  name: string,
  declaration: unknown,
  env: Readonly<Record<string, string | undefined>>,
): unknown {
  if (typeof declaration !== 'object' || declaration === null)
    throw new Error(`there is no variable "${name}" in the stack`);
  const type: unknown = Reflect.get(declaration, 'type');
  const given = env[`TF_VAR_${name}`];
  if (given !== undefined) {
    if (type === undefined || type === 'string' || type === 'any' || type === '${string}') return given;
    try {
      return JSON.parse(given);
    } catch {
      throw new Error(`TF_VAR_${name} is not JSON, although the variable is of type ${String(type)}`);
    }
  }
  if (Object.hasOwn(declaration, 'default')) return Reflect.get(declaration, 'default');
  throw new Error(`the variable "${name}" has no value: set the environment variable TF_VAR_${name}`);
}
