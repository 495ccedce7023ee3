import { Fn, Op, TerraformVariable } from 'cdktf';
import { Construct } from 'constructs';
import { clientSecretHash } from '../../policies/contract/named-values';
import type { StaticClient } from '../../policies/contract/oauth-options';
import type { IApiManagement } from './api-management-interface';

/** Shortest secret that is accepted: long enough that nobody guesses it if it is random. */
const MIN_SECRET_CHARACTERS = 32;

/** Props of {@link ClientSecrets}. */
export interface ClientSecretsProps {
  readonly apiManagement: IApiManagement;
  /** Static clients; those that are not confidential are ignored. */
  readonly clients: readonly StaticClient[];
}

/**
 * The secrets of confidential clients. Each is a sensitive Terraform variable, `client_secret_<id>` with underscores, so
 * it stands in no file; the key vault and API Management get its SHA-256 alone.
 */
export class ClientSecrets extends Construct {
  /** The variables by client id. */
  readonly variables: ReadonlyMap<string, TerraformVariable>;

  constructor(scope: Construct, id: string, props: ClientSecretsProps) {
    super(scope, id);
    const confidential = props.clients.filter((client) => client.confidential === true);
    this.variables = new Map(confidential.map((client) => [client.id, this.addSecret(client, props.apiManagement)]));
  }

  private addSecret({ id, name }: StaticClient, apiManagement: IApiManagement): TerraformVariable {
    const variableName = `client_secret_${id.replaceAll('-', '_')}`;
    const variable = new TerraformVariable(this, id, {
      type: 'string',
      sensitive: true,
      nullable: false,
      description: `Secret of the OAuth client ${id} (${name}): at least ${MIN_SECRET_CHARACTERS} random characters.`,
    });
    // The name is what an operator sets as TF_VAR_<name>, so it carries no construct path and no hash.
    variable.overrideLogicalId(variableName);
    variable.addValidation({
      condition: Op.gte(Fn.lengthOf(variable.stringValue), MIN_SECRET_CHARACTERS),
      errorMessage: `The secret of the client ${id} has at least ${MIN_SECRET_CHARACTERS} characters.`,
    });
    apiManagement.addNamedValue(clientSecretHash(id), Fn.sha256(variable.stringValue), { secret: true });
    return variable;
  }
}
