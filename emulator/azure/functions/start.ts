import { azureResourceId, identityBlock } from '../managed-identity/principals';
import { requireText, resourcesOfType } from '../stack-values';
import type { ArgumentReader, StandIn, StandInEnvironment } from '../stand-in';
import { functionAppHost, runFunctionApp, type RunningFunctionApp } from './function-app';
import { createFunctionKeys, listKeysOutput, type FunctionKeys } from './keys';

/**
 * Stands in for Azure Functions on Flex Consumption: runs the package that the stack deploys in a process of its own and
 * serves its MCP tools at `https://<name>.azurewebsites.net/runtime/webhooks/mcp`, behind the `mcp_extension` system key
 * that an azapi action reads.
 */
export async function startFunctions(environment: StandInEnvironment): Promise<StandIn> {
  const keys = createFunctionKeys(environment.randomness);
  const running: RunningFunctionApp[] = [];
  return {
    computes: {
      azurerm_service_plan: { id: (resource) => webResourceId(resource, 'serverFarms') },
      azurerm_function_app_flex_consumption: {
        id: (resource) => webResourceId(resource, 'sites'),
        default_hostname: (resource) => functionAppHost(String(resource.argument('name'))),
        identity: identityBlock,
      },
      azapi_resource_action: {
        id: (action) => {
          const name = action.argument('action');
          const target = String(action.argument('resource_id'));
          return typeof name === 'string' ? `${target}/${name}` : target;
        },
        output: (action) => actionOutput(action, keys, 'response_export_values'),
        sensitive_output: (action) => actionOutput(action, keys, 'sensitive_response_export_values'),
      },
    },
    configure: async (stack) => {
      for (const app of resourcesOfType(stack, 'azurerm_function_app_flex_consumption')) {
        const started = await runFunctionApp(app, stack.directory, keys, environment);
        running.push(started);
        environment.hosts.map(functionAppHost(requireText(app, 'name')), started.origin);
      }
    },
    close: async () => {
      await Promise.all(running.splice(0).map((app) => app.close()));
    },
  };
}

/** What an azapi action answers: the keys of an app, or nothing when it writes, as into a key vault. */
function actionOutput(action: ArgumentReader, keys: FunctionKeys, expressions: string): unknown {
  return action.argument('method') === 'PUT' ? null : listKeysOutput(action, keys, expressions);
}

function webResourceId(resource: ArgumentReader, kind: string): string {
  return azureResourceId(
    String(resource.argument('resource_group_name')),
    `Microsoft.Web/${kind}/${String(resource.argument('name'))}`,
  );
}
