import { TerraformStack } from 'cdktf';
import type { IConstruct } from 'constructs';
import { formatFindings } from '../../policies/language/lint/format-findings';
import { lintService } from '../../policies/language/lint/lint-service';
import { readServices } from '../../policies/language/service/read-service';

const CHECKED = new WeakSet<TerraformStack>();

/**
 * Makes the synthesis of a construct's stack check every policy in it, whoever wrote it, and fail with all findings:
 * what Azure would refuse after half an hour. Asking twice for a stack changes nothing. Policies with C# need
 * `await loadCSharp()` before.
 */
export function lintAtSynth(construct: IConstruct): void {
  const stack = TerraformStack.of(construct);
  if (CHECKED.has(stack)) return;
  CHECKED.add(stack);
  stack.node.addValidation({ validate: () => policyFindings(stack) });
}

/** What lint finds in the policies of a stack, a text for each service with findings. */
export function policyFindings(stack: TerraformStack): string[] {
  const terraform = stack.toTerraform() as Readonly<Record<string, unknown>>;
  return readServices(terraform)
    .map((service) => formatFindings(lintService(service)))
    .filter((findings) => findings !== '');
}
