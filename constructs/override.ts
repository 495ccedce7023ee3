import type { TerraformDataSource, TerraformResource } from 'cdktf';

/** A block a construct writes into the Terraform file. */
export type CreatedBlock = TerraformResource | TerraformDataSource;

/**
 * Called with every resource a construct creates, after it is created and before the file is written. For what no prop
 * offers: `(resource) => resource.addOverride('tags.owner', 'team-a')`. Tell resources apart with `instanceof` or by
 * `resource.terraformResourceType`.
 */
export type Override = (resource: CreatedBlock) => void;

/** The prop that every construct of this package takes. */
export interface OverrideProps {
  /** Called with every resource this construct creates. @default nothing is changed */
  readonly override?: Override;
}

/** Makes the function through which a construct passes each resource it creates. */
export function creating(
  override: Override | undefined,
): <Resource extends CreatedBlock>(resource: Resource) => Resource {
  return (resource) => {
    override?.(resource);
    return resource;
  };
}
