import { TerraformVariable, type TerraformStack } from 'cdktf';

/**
 * Declares a secret that Terraform is told when it deploys, by `TF_VAR_<name>`; neither the file nor its plan shows it.
 * @param name snake_case, for instance `slack_bot_token`
 * @returns a reference to its value
 */
export function secretVariable(stack: TerraformStack, name: string, description: string): string {
  const variable = new TerraformVariable(stack, name, {
    type: 'string',
    sensitive: true,
    nullable: false,
    description,
    validation: [{ condition: `\${length(var.${name}) > 0}`, errorMessage: `The ${name} must not be empty.` }],
  });
  variable.overrideLogicalId(name);
  return variable.stringValue;
}
