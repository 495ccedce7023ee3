import { ClrException } from '../../clr-exception';
import type { ClrValue } from '../../clr-value';
import type {
  ApiView,
  BodyView,
  DeploymentView,
  LastErrorView,
  OperationView,
  PolicyContext,
  RequestView,
  ResponseView,
  SubscriptionView,
  UrlView,
  UserView,
} from '../../policy-context';
import { stringArray } from '../array';
import { bodyAs, bodyAsForm } from '../context/body';
import {
  headerMap,
  parameterMap,
  requestObject,
  responseObject,
  UrlObject,
  valuesMap,
  variablesMap,
} from '../context/context';
import { ViewObject } from '../context/view-object';
import { ClrDateTime, ClrTimeSpan } from '../date-time';
import { ClrGuid } from '../guid';
import { withSite } from '../member';
import type { Member, MemberTable, Site } from '../member';
import type { Run } from '../run';

function view<T>(type: string, value: T | null): ViewObject<T> | null {
  return value === null ? null : new ViewObject(type, value);
}

/** Members that answer one field of a view, by interface and member name. */
function fields<T>(type: string, read: Readonly<Record<string, (of: T) => ClrValue>>): Record<string, Member> {
  return Object.fromEntries(
    Object.entries(read).map(([name, get]) => [`P:${type}.${name}`, (self: ViewObject<T>) => get(self.view)]),
  );
}

function body(value: BodyView | null): ViewObject<BodyView> | null {
  return view('IMessageBody', value);
}

const notPresented = (member: string) => (): never => {
  throw new ClrException('System.NotSupportedException', `${member} is not provided by the local gateway.`);
};

const CONTEXT = fields<PolicyContext>('IExpressionContext', {
  Api: (context) => view('IContextApi', context.api),
  Deployment: (context) => view('IDeployment', context.deployment),
  Elapsed: (context) =>
    new ClrTimeSpan(BigInt(Math.round((context.clock.nowMilliseconds() - context.timestampMilliseconds) * 10_000))),
  LastError: (context) => view('ILastError', context.lastError),
  Operation: (context) => view('IOperation', context.operation),
  Product: (context) => view('IProduct', context.product),
  Request: (context) => requestObject(context.request),
  RequestId: (context) => ClrGuid.parse(context.requestId) ?? ClrGuid.empty,
  Response: (context) => (context.response === null ? null : responseObject(context.response)),
  Subscription: (context) => view('ISubscription', context.subscription),
  Timestamp: (context) => ClrDateTime.fromMilliseconds(context.timestampMilliseconds, 1),
  Tracing: (context) => context.tracing,
  User: (context) => view('IUser', context.user),
  Variables: variablesMap,
});

const REQUEST = fields<RequestView>('IRequest', {
  Body: (request) => body(request.body),
  Certificate: () => null,
  Headers: (request) => headerMap(request.headers),
  IpAddress: (request) => request.ipAddress,
  MatchedParameters: (request) => parameterMap(request.matchedParameters),
  Method: (request) => request.method,
  OriginalUrl: (request) => new UrlObject(request.originalUrl),
  PrivateEndpointConnection: () => null,
  Url: (request) => new UrlObject(request.url),
});

const RESPONSE = fields<ResponseView>('IResponse', {
  Body: (response) => body(response.body),
  Headers: (response) => headerMap(response.headers),
  StatusCode: (response) => response.statusCode,
  StatusReason: (response) => response.statusReason,
});

const URL_FIELDS = fields<UrlView>('IUrl', {
  Host: (url) => url.host,
  Path: (url) => url.path,
  Port: (url) => url.port,
  Query: (url) => valuesMap(url.query),
  QueryString: (url) => url.queryString,
  Scheme: (url) => url.scheme,
});

const API = {
  Id: (api: ApiView) => api.id,
  Name: (api: ApiView) => api.name,
  Path: (api: ApiView) => api.path,
  Protocols: (api: ApiView) => stringArray(api.protocols),
  ServiceUrl: (api: ApiView) => (api.serviceUrl === null ? null : new UrlObject(api.serviceUrl)),
};

const CONTEXT_API = {
  IsCurrentRevision: (api: ApiView) => api.isCurrentRevision,
  Revision: (api: ApiView) => api.revision,
  Version: (api: ApiView) => api.version,
};

const OTHERS: MemberTable = {
  ...fields<OperationView>('IOperation', {
    Id: (operation) => operation.id,
    Method: (operation) => operation.method,
    Name: (operation) => operation.name,
    UrlTemplate: (operation) => operation.urlTemplate,
  }),
  ...fields<{ id: string; name: string }>('IProduct', { Id: (product) => product.id, Name: (product) => product.name }),
  ...fields<SubscriptionView>('ISubscription', {
    Id: (subscription) => subscription.id,
    Key: (subscription) => subscription.key,
    Name: (subscription) => subscription.name,
    PrimaryKey: (subscription) => subscription.primaryKey,
    SecondaryKey: (subscription) => subscription.secondaryKey,
  }),
  ...fields<UserView>('IUser', {
    Email: (user) => user.email,
    FirstName: (user) => user.firstName,
    Id: (user) => user.id,
    LastName: (user) => user.lastName,
  }),
  ...fields<DeploymentView>('IDeployment', {
    Gateway: (deployment) => view('IGateway', deployment),
    GatewayId: (deployment) => deployment.gatewayId,
    Region: (deployment) => deployment.region,
    ServiceId: (deployment) => deployment.serviceId,
    ServiceName: (deployment) => deployment.serviceName,
    Certificates: notPresented('context.Deployment.Certificates'),
  }),
  ...fields<DeploymentView>('IGateway', {
    Id: (deployment) => deployment.gatewayId,
    InstanceId: (deployment) => deployment.gatewayId,
    IsManaged: () => true,
  }),
  ...fields<LastErrorView>('ILastError', {
    Message: (error) => error.message,
    Path: (error) => error.path,
    PolicyId: (error) => error.policyId,
    Reason: (error) => error.reason,
    Scope: (error) => error.scope,
    Section: (error) => error.section,
    Source: (error) => error.source,
  }),
};

function asType(site: Site, _run: Run, self: ViewObject<BodyView>, preserve: boolean): ClrValue {
  return bodyAs(self.view, site.typeArguments[0] ?? 'System.String', preserve);
}

/** Members of `context` and of everything that hangs from it. */
export const CONTEXT_MEMBERS: MemberTable = {
  ...CONTEXT,
  'M:IExpressionContext.Trace(System.String)': (self: ViewObject<PolicyContext>, message: string | null) => {
    self.view.trace(message ?? '');
    return null;
  },
  ...REQUEST,
  ...RESPONSE,
  ...URL_FIELDS,
  ...fields<ApiView>('IApi', API),
  ...fields<ApiView>('IContextApi', CONTEXT_API),
  ...OTHERS,
  'M:IMessageBody.As``1(System.Boolean)': withSite(asType),
  'M:IMessageBody.AsFormUrlEncodedContent(System.Boolean)': (self: ViewObject<BodyView>, preserve: boolean) =>
    bodyAsForm(self.view, preserve),
};
