import type { TerraformResource } from 'cdktf';
import { findReferences } from '../../policies/language/lint/find-references';
import type { XmlElement } from '../../policies/language/xml/node';

/** What a policy document refers to by name. */
export type PolicyReferenceKind = 'namedValue' | 'fragment' | 'backend' | 'logger';

/**
 * The resources of one API Management service that policies refer to by name. A policy has no Terraform reference to
 * them, so whoever writes one asks here for what must be deployed first.
 */
export class PolicyDependencies {
  private readonly resources = new Map<string, TerraformResource>();

  /** Makes a resource known under the name that policies use. */
  register(kind: PolicyReferenceKind, name: string, resource: TerraformResource): void {
    this.resources.set(`${kind} ${name}`, resource);
  }

  /** The resource behind a name, or undefined: lint reports names that nothing stands behind. */
  find(kind: PolicyReferenceKind, name: string): TerraformResource | undefined {
    return this.resources.get(`${kind} ${name}`);
  }

  /** Terraform addresses of everything a document refers to, in stable order. */
  addressesFor(root: XmlElement): string[] {
    const { namedValues, fragments, backends, loggers } = findReferences(root);
    const found = [
      ...namedValues.map((name) => this.find('namedValue', name)),
      ...fragments.map((name) => this.find('fragment', name)),
      ...backends.map((name) => this.find('backend', name)),
      ...loggers.map((name) => this.find('logger', name)),
    ].filter((resource) => resource !== undefined);
    return found.map((resource) => `${resource.terraformResourceType}.${resource.friendlyUniqueId}`).sort();
  }
}
