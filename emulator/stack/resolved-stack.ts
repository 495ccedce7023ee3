/** One resource or data source of a Terraform JSON file with every reference in its arguments replaced by a value. */
export interface ResolvedResource {
  /** Terraform address, for instance `azurerm_api_management.gateway` or `data.azurerm_client_config.current`. */
  readonly address: string;
  readonly mode: 'managed' | 'data';
  /** Terraform type, for instance `azurerm_cosmosdb_account`. */
  readonly type: string;
  readonly name: string;
  /** The literal arguments, resolved, and the computed attributes that stand-ins report, under Terraform's names. */
  readonly attributes: Readonly<Record<string, unknown>>;
  /** What the resource's metadata says about this machine (`local` under the key `//`), resolved; Terraform ignores it. */
  readonly local?: unknown;
}

/** A synthesised stack as the local gateway serves it. */
export interface ResolvedStack {
  /** Absolute folder of the cdk.tf.json; asset paths are relative to it. */
  readonly directory: string;
  readonly resources: readonly ResolvedResource[];
  readonly outputs: Readonly<Record<string, unknown>>;
}
