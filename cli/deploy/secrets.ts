import { readFileSync } from 'node:fs';

/** A value that Terraform has to be told, because it stands in no file. */
export interface SecretVariable {
  /** Name in the Terraform file, for instance `slack_bot_token`. */
  readonly name: string;
  readonly description: string;
}

interface TerraformFile {
  readonly variable?: Readonly<Record<string, { readonly description?: string; readonly default?: unknown }>>;
}

/** Lists the variables of a synthesised stack that have no default. @param stackFile its cdk.tf.json */
export function secretVariables(stackFile: string): readonly SecretVariable[] {
  const { variable = {} } = JSON.parse(readFileSync(stackFile, 'utf8')) as TerraformFile;
  return Object.entries(variable)
    .filter(([, declaration]) => declaration.default === undefined)
    .map(([name, { description = '' }]) => ({ name, description }));
}

/** The environment variable that people set: `SLACK_BOT_TOKEN` for `slack_bot_token`. */
export function plainVariable(name: string): string {
  return name.toUpperCase();
}

/**
 * What Terraform reads the secrets from: `TF_VAR_<name>`, which wins where it is set already, else the environment variable
 * of the same name in capitals.
 * @returns the values by `TF_VAR_<name>`, and the variables without one
 */
export function terraformVariables(
  variables: readonly SecretVariable[],
  env: Readonly<Record<string, string | undefined>>,
): { readonly values: Readonly<Record<string, string>>; readonly missing: readonly SecretVariable[] } {
  const values: Record<string, string> = {};
  const missing: SecretVariable[] = [];
  for (const variable of variables) {
    const value = env[`TF_VAR_${variable.name}`] || env[plainVariable(variable.name)];
    if (value === undefined || value === '') missing.push(variable);
    else values[`TF_VAR_${variable.name}`] = value;
  }
  return { values, missing };
}
