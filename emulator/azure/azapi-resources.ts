import type { ArgumentReader, ComputedAttributes } from './stand-in';
import { argumentText } from './stack-values';

/** The ARM types, lower case, that may stand in an `azapi_resource`: those with a stand-in and those without effect on requests. */
const KNOWN_TYPES: ReadonlySet<string> = new Set([
  // Built-in authentication in front of a container app.
  'microsoft.app/containerapps/authconfigs',
  // What is logged and counted, which does nothing here.
  'microsoft.apimanagement/service/apis/diagnostics',
  'microsoft.apimanagement/service/diagnostics',
]);

/** The attributes of resources that are written as Azure Resource Manager wants them. */
export const AZAPI_ATTRIBUTES: Readonly<Record<string, ComputedAttributes>> = {
  azapi_resource: { id: armResourceId, output: () => ({}) },
};

/** @throws Error naming an ARM type that the local gateway does not know */
function armResourceId(resource: ArgumentReader): string {
  const [type = ''] = argumentText(resource, 'type').split('@');
  if (!KNOWN_TYPES.has(type.toLowerCase())) {
    throw new Error(
      `the local gateway has no stand-in for the ARM type ${type}. It knows ${[...KNOWN_TYPES].join(', ')}`,
    );
  }
  const parent = argumentText(resource, 'parent_id');
  const name = argumentText(resource, 'name');
  const segments = type.split('/');
  // A type of three segments or more belongs to its parent, whose id ends in what the others mean.
  return segments.length > 2 ? `${parent}/${segments.at(-1)}/${name}` : `${parent}/providers/${type}/${name}`;
}
