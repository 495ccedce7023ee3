/** SKUs of API Management the gateway runs on, each with one unit. */
export const API_MANAGEMENT_SKUS = [
  'Developer',
  'Basic',
  'BasicV2',
  'Standard',
  'StandardV2',
  'Premium',
  'PremiumV2',
] as const;

/** One of the {@link API_MANAGEMENT_SKUS}. */
export type ApiManagementSku = (typeof API_MANAGEMENT_SKUS)[number];

/** The SKU of a gateway that names none: the least expensive with a service level agreement. */
export const DEFAULT_SKU: ApiManagementSku = 'BasicV2';
