import { ApiManagementApi } from '@cdktf/provider-azurerm/lib/api-management-api';
import { ApiManagementApiOperation } from '@cdktf/provider-azurerm/lib/api-management-api-operation';
import { ApiManagementApiOperationPolicy } from '@cdktf/provider-azurerm/lib/api-management-api-operation-policy';
import { ApiManagementApiPolicy } from '@cdktf/provider-azurerm/lib/api-management-api-policy';
import { Lazy } from 'cdktf';
import { Construct } from 'constructs';
import type { GatewayOperation } from '../../policies/contract/oauth-operations';
import type { PolicyDocument } from '../../policies/documents/document';
import { serialise } from '../../policies/language/xml/serialise';
import type { IApiManagement } from './api-management-interface';
import { creating, type CreatedBlock, type OverrideProps } from '../override';
import { escapeTerraform } from './terraform-text';

/** Props of {@link GatewayApi}. */
export interface GatewayApiProps extends OverrideProps {
  readonly apiManagement: IApiManagement;
  /** Name of the API resource. Changing it re-creates the API. */
  readonly name: string;
  readonly displayName: string;
  /** Path below the gateway without slashes around it; empty for the root. */
  readonly path: string;
  /** Where requests are forwarded to, without path. @default the policies decide */
  readonly serviceUrl?: string;
}

/** An API of the gateway with its operations and policy documents. It asks for no subscription key. */
export class GatewayApi extends Construct {
  readonly resource: ApiManagementApi;
  readonly operations = new Map<string, ApiManagementApiOperation>();
  private readonly apiManagement: IApiManagement;
  private readonly created: <Resource extends CreatedBlock>(resource: Resource) => Resource;

  constructor(scope: Construct, id: string, props: GatewayApiProps) {
    super(scope, id);
    const { apiManagement, name, displayName, path, serviceUrl } = props;
    this.apiManagement = apiManagement;
    this.created = creating(props.override);
    this.resource = this.created(
      new ApiManagementApi(this, 'Resource', {
        ...this.service,
        name,
        displayName,
        path,
        revision: '1',
        protocols: ['https'],
        subscriptionRequired: false,
        serviceUrl,
      }),
    );
    apiManagement.registerApi(name, this.resource);
  }

  /** Adds an operation. */
  addOperation(operation: GatewayOperation): ApiManagementApiOperation {
    const { name, method, urlTemplate, displayName } = operation;
    const resource = this.created(
      new ApiManagementApiOperation(this, name, {
        ...this.service,
        apiName: this.resource.name,
        operationId: name,
        method,
        urlTemplate,
        displayName,
      }),
    );
    this.operations.set(name, resource);
    return resource;
  }

  /** Sets the policy document of the API. It is asked for when the file is written, when everything is known. */
  addPolicy(document: () => PolicyDocument): ApiManagementApiPolicy {
    const resource = this.created(
      new ApiManagementApiPolicy(this, 'policy', {
        ...this.service,
        apiName: this.resource.name,
        xmlContent: this.text(document),
      }),
    );
    resource.dependsOn = this.dependencies(document);
    return resource;
  }

  /** Sets the policy document of an operation that was added before, asked for like that of {@link addPolicy}. */
  addOperationPolicy(
    operation: ApiManagementApiOperation,
    document: () => PolicyDocument,
  ): ApiManagementApiOperationPolicy {
    const resource = this.created(
      new ApiManagementApiOperationPolicy(this, `${operation.node.id}-policy`, {
        ...this.service,
        apiName: this.resource.name,
        operationId: operation.operationId,
        xmlContent: this.text(document),
      }),
    );
    resource.dependsOn = this.dependencies(document);
    return resource;
  }

  private get service(): { apiManagementName: string; resourceGroupName: string } {
    return { apiManagementName: this.apiManagement.name, resourceGroupName: this.apiManagement.resourceGroupName };
  }

  private text(document: () => PolicyDocument): string {
    return Lazy.stringValue({ produce: () => escapeTerraform(serialise(document().root)) });
  }

  private dependencies(document: () => PolicyDocument): string[] {
    return Lazy.listValue(
      { produce: () => this.apiManagement.policyDependencies.addressesFor(document().root) },
      { omitEmpty: true },
    );
  }
}
