import type { Machine } from './machine';

/** The oldest Terraform that the deployed file needs. */
const MIN_TERRAFORM = [1, 5, 0] as const;

/** One thing a deployment needs: there, with what was found, or missing, with what to do. */
export type Requirement =
  | { readonly met: true; readonly name: string; readonly found: string }
  | { readonly met: false; readonly name: string; readonly fix: string };

/** A subscription of the Azure CLI. */
export interface Subscription {
  readonly id: string;
  readonly name: string;
  readonly user: string;
}

/** Looks for Terraform, or what `TERRAFORM_BINARY_NAME` names instead, as cdktf does. */
export async function checkTerraform(machine: Machine): Promise<Requirement> {
  const program = machine.env['TERRAFORM_BINARY_NAME'] ?? 'terraform';
  const name = 'Terraform';
  const wanted = MIN_TERRAFORM.join('.');
  const { code, stdout } = await machine.read(program, ['version', '-json']);
  if (code !== 0) {
    return {
      met: false,
      name,
      fix: `Install Terraform ${wanted} or later, https://developer.hashicorp.com/terraform/install, so that "${program}" runs.`,
    };
  }
  const version = /"terraform_version":\s*"(\d+)\.(\d+)\.(\d+)/.exec(stdout);
  const numbers = version?.slice(1).map(Number) ?? [];
  return isAtLeast(numbers, MIN_TERRAFORM)
    ? { met: true, name, found: numbers.join('.') }
    : {
        met: false,
        name,
        fix: `"${program}" is version ${numbers.join('.') || 'unknown'}. Install ${wanted} or later.`,
      };
}

function isAtLeast(version: readonly number[], least: readonly number[]): boolean {
  const at = least.findIndex((number, index) => version[index] !== number);
  return at < 0 || (version[at] ?? -1) > (least[at] ?? 0);
}

/** Whether the environment signs Terraform in by itself: a service principal, or a federated or managed identity. */
function signsInByEnvironment(env: Machine['env']): boolean {
  const isOn = (variable: string): boolean => env[variable]?.toLowerCase() === 'true';
  return (
    isOn('ARM_USE_MSI') ||
    isOn('ARM_USE_OIDC') ||
    ['ARM_CLIENT_SECRET', 'ARM_CLIENT_CERTIFICATE_PATH'].some((variable) => (env[variable] ?? '') !== '')
  );
}

/** Finds out who signs in at Azure: the environment, or the Azure CLI. */
export async function checkSignIn(
  machine: Machine,
): Promise<{ readonly requirement: Requirement; readonly subscription?: Subscription }> {
  const name = 'Signed in to Azure';
  if (signsInByEnvironment(machine.env)) {
    return { requirement: { met: true, name, found: 'by the ARM_ environment variables' } };
  }
  const { code, stdout } = await machine.read('az', ['account', 'show', '--output', 'json']);
  if (code === undefined) {
    const fix =
      'Install the Azure CLI, https://learn.microsoft.com/cli/azure/install-azure-cli, and run: az login. In a pipeline set the ARM_ variables of the azurerm provider instead.';
    return { requirement: { met: false, name, fix } };
  }
  const subscription = code === 0 ? readSubscription(stdout) : undefined;
  if (subscription === undefined) return { requirement: { met: false, name, fix: 'Run: az login' } };
  return { requirement: { met: true, name, found: `as ${subscription.user}` }, subscription };
}

function readSubscription(text: string): Subscription | undefined {
  try {
    const { id, name, user } = JSON.parse(text) as { id?: unknown; name?: unknown; user?: { name?: unknown } };
    if (typeof id !== 'string') return undefined;
    return { id, name: String(name ?? id), user: String(user?.name ?? 'unknown') };
  } catch {
    return undefined;
  }
}
