import { blocksOf, type Block, type Body, type TerraformFile } from './terraform-file';

/** How Azure wants the names of a type. */
interface NameRule {
  readonly pattern: RegExp;
  readonly longest: number;
}

const rule = (longest: number, pattern: RegExp): NameRule => ({ longest, pattern });

const WORDS = /^[A-Za-z0-9](?:[\w.-]*\w)?$/;

/**
 * Azure's rules for names, by Terraform type.
 * https://learn.microsoft.com/azure/azure-resource-manager/management/resource-name-rules
 */
const NAME_RULES: Readonly<Record<string, NameRule>> = {
  azurerm_resource_group: rule(90, /^[\w().-]*[\w()-]$/),
  azurerm_api_management: rule(50, /^[A-Za-z](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_api_management_api: rule(256, /^[^*#&+:<>?]+$/),
  azurerm_api_management_named_value: rule(80, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_api_management_policy_fragment: rule(80, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_api_management_backend: rule(80, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_api_management_logger: rule(80, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_api_management_redis_cache: rule(80, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_application_insights: rule(260, /^[^%&\\?/]*[^%&\\?/. ]$/),
  azurerm_application_insights_workbook: rule(36, /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
  azurerm_cognitive_account: rule(64, /^[A-Za-z0-9][A-Za-z0-9-]+$/),
  azurerm_cognitive_deployment: rule(64, /^[A-Za-z0-9][\w.-]*$/),
  azurerm_container_app: rule(32, /^(?!.*--)[a-z][a-z0-9-]*[a-z0-9]$/),
  azurerm_container_app_environment: rule(60, /^(?!.*--)[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/),
  azurerm_cosmosdb_account: rule(44, /^[a-z0-9][a-z0-9-]*[a-z0-9]$/),
  azurerm_cosmosdb_sql_container: rule(255, /^[^/\\#?]+$/),
  azurerm_cosmosdb_sql_database: rule(255, /^[^/\\#?]+$/),
  // Azure takes 60 characters; the Functions host tells apps apart by the first 32.
  azurerm_function_app_flex_consumption: rule(32, /^[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_key_vault: rule(24, /^(?!.*--)[A-Za-z][A-Za-z0-9-]*[A-Za-z0-9]$/),
  azurerm_log_analytics_workspace: rule(63, /^[A-Za-z0-9][A-Za-z0-9-]*[A-Za-z0-9]$/),
  azurerm_managed_redis: rule(60, /^(?!.*--)[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?$/),
  azurerm_monitor_action_group: rule(260, /^[^:<>+/&%\\?|]*[^:<>+/&%\\?|. ]$/),
  azurerm_monitor_metric_alert: rule(260, /^[^*#&+:<>?@%{}\\/|]*[^*#&+:<>?@%{}\\/|. ]$/),
  azurerm_monitor_scheduled_query_rules_alert_v2: rule(260, /^[^*#&+:<>?@%{}\\/|]*[^*#&+:<>?@%{}\\/|. ]$/),
  azurerm_network_security_group: rule(80, WORDS),
  azurerm_network_security_rule: rule(80, WORDS),
  azurerm_private_dns_a_record: rule(63, /^(?:[*@]|[\w-]+)$/),
  azurerm_private_dns_zone: rule(63 * 4, /^[\w-]+(?:\.[\w-]+)+$/),
  azurerm_private_dns_zone_virtual_network_link: rule(80, WORDS),
  azurerm_private_endpoint: rule(64, WORDS),
  azurerm_resource_provider_registration: rule(100, /^[A-Za-z.]+$/),
  azurerm_service_plan: rule(60, /^[A-Za-z0-9-]+$/),
  azurerm_storage_account: rule(24, /^[a-z0-9]{3,}$/),
  azurerm_storage_container: rule(63, /^[a-z0-9](?:-?[a-z0-9])+$/),
  azurerm_subnet: rule(80, WORDS),
  azurerm_user_assigned_identity: rule(128, /^[A-Za-z0-9][\w-]{2,}$/),
  azurerm_virtual_network: rule(64, WORDS),
};

/** Six characters, as the random suffix of every unique name has. */
const SUFFIX = 'x1y2z3';

/** Names that Azure would refuse, names of a type without a rule here, and two resources of one name. */
export function nameMistakes(file: TerraformFile): readonly string[] {
  const named = blocksOf(file).filter(
    ({ type, isData, body }) => !isData && type.startsWith('azurerm_') && 'name' in body,
  );
  const seen = new Map<string, string>();
  return named.flatMap((block) => {
    const name = resolvedName(block.body.name);
    if (name === undefined) return [];
    const place = `${block.type} ${name.toLowerCase()} ${JSON.stringify(parentOf(block))}`;
    const other = seen.get(place);
    seen.set(place, block.address);
    const { pattern, longest } = NAME_RULES[block.type] ?? {};
    return [
      ...(other === undefined ? [] : [`${block.address} has the name "${name}", as ${other}.`]),
      ...(pattern === undefined ? [`${block.type} has no rule in test/artefact/name-mistakes.ts; look it up.`] : []),
      ...(pattern !== undefined && !pattern.test(name) ? [`${block.address}: Azure takes no name "${name}".`] : []),
      ...(longest !== undefined && name.length > longest
        ? [`${block.address}: "${name}" has ${name.length} characters, and Azure takes ${longest}.`]
        : []),
    ];
  });
}

/** The name as Azure will see it, or undefined when only a deployment knows it. */
function resolvedName(name: unknown): string | undefined {
  const text = String(name).replaceAll(/\$\{random_string\.[\w-]+\.result\}/g, SUFFIX);
  return text.includes('${') ? undefined : text;
}

function parentOf({ body }: Block): Body {
  return Object.fromEntries(
    Object.entries(body).filter(([name]) => /(?:^parent_id|_(?:name|id))$/.test(name) && name !== 'display_name'),
  );
}
