import { ACCESS_POLICIES } from './access';
import { CACHING_POLICIES } from './caching';
import type { PolicyFact } from './facts';
import { FLOW_POLICIES } from './flow';
import { INTEGRATION_POLICIES } from './integration';
import { LLM_POLICIES } from './llm';
import { MESSAGE_POLICIES } from './message';
import { VALIDATION_POLICIES } from './validation';

/** Every policy API Management knows, in no particular order. */
export const POLICIES: readonly PolicyFact[] = [
  ...FLOW_POLICIES,
  ...MESSAGE_POLICIES,
  ...ACCESS_POLICIES,
  ...VALIDATION_POLICIES,
  ...INTEGRATION_POLICIES,
  ...LLM_POLICIES,
  ...CACHING_POLICIES,
];

const BY_NAME: ReadonlyMap<string, PolicyFact> = new Map(POLICIES.map((policy) => [policy.name, policy]));

/** Facts about the policy of that element name, or undefined when API Management has no such policy. */
export function findPolicy(name: string): PolicyFact | undefined {
  return BY_NAME.get(name);
}
