import type { TypeRules } from '../argument-rules';
import { API_MANAGEMENT_RULES } from './api-management';
import { AZAPI_RULES } from './azapi';
import { COMPUTE_RULES } from './compute';
import { DATA_SERVICE_RULES } from './data-services';
import { ENTRA_RULES } from './entra';
import { NETWORK_RULES } from './network';
import { PLATFORM_RULES } from './platform';

/**
 * What the providers check beside the schema, by Terraform type; data sources with `data.` before it. Look a new type up in
 * the provider's source before it is added here.
 */
export const PROVIDER_RULES: Readonly<Record<string, TypeRules>> = {
  ...API_MANAGEMENT_RULES,
  ...AZAPI_RULES,
  ...COMPUTE_RULES,
  ...DATA_SERVICE_RULES,
  ...ENTRA_RULES,
  ...NETWORK_RULES,
  ...PLATFORM_RULES,
};
