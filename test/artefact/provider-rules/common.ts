import { matching, type ValueRule } from '../argument-rules';
import type { Body } from '../terraform-file';

/** The blocks of a name: Terraform takes one alone or a list. */
export const objects = (value: unknown): readonly Body[] => (value === undefined ? [] : ([value].flat() as Body[]));

/** azurerm_resource_group's own rule, and that of every `resource_group_name`. */
export const RESOURCE_GROUP_NAME: ValueRule = matching(
  /^(?!.*\.$)[-\w._()]{1,90}$/,
  'up to 90 letters, digits, -, _, . and brackets, without a dot at the end',
);

/** What commonschema checks wherever a managed identity is given. */
export const IDENTITY_TYPE: ValueRule = matching(
  /^(?:SystemAssigned|UserAssigned|SystemAssigned, UserAssigned)$/,
  'SystemAssigned, UserAssigned, or both with ", " between them',
);

/** The name of an API Management service. */
export const SERVICE_NAME: ValueRule = matching(/^(?!.*--)(?=.{1,50}$)[a-zA-Z](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?$/);

/** The name of something in an API Management service. */
export const CHILD_NAME: ValueRule = matching(/^[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,78}[a-zA-Z0-9])?$/);

/** A UUID. */
export const UUID: ValueRule = matching(/^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'a UUID');
