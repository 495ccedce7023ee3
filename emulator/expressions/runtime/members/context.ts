import type { ClrValue } from '../../clr-value';
import type {
  ApiView,
  BackendView,
  BodyView,
  DeploymentView,
  LastErrorView,
  NamedEntityView,
  OperationView,
  PolicyContext,
  ProductView,
  RequestView,
  ResponseView,
  SubscriptionView,
  UrlView,
  UserIdentityView,
  UserView,
} from '../../policy-context';
import { ClrArray, stringArray } from '../collections/array';
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
import { ReadOnlyMap } from '../context/read-only-map';
import { ViewObject } from '../context/view-object';
import { ClrDateTime, ClrTimeSpan } from '../dates/date-time';
import { enumMember } from '../enums';
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

function views<T>(type: string, values: readonly T[], interfaces: readonly string[] = []): ClrArray {
  return new ClrArray(
    type,
    values.map((value) => new ViewObject(type, value, interfaces)),
  );
}

function date(milliseconds: number | null): ClrDateTime | null {
  return milliseconds === null ? null : ClrDateTime.fromMilliseconds(milliseconds, 1);
}

/** The certificates that a service was given for its policies: none here. */
function noCertificates(): ReadOnlyMap {
  return new ReadOnlyMap('System.Security.Cryptography.X509Certificates.X509Certificate2', {
    get: () => undefined,
    keys: () => [],
  });
}

/** What hangs from objects that are always null here: GraphQL resolvers, private endpoints and authorizations. */
const ABSENT: MemberTable = Object.fromEntries(
  [
    'IGraphQL.GraphQLArguments',
    'IGraphQL.Parent',
    'IPrivateEndpointConnection.GroupId',
    'IPrivateEndpointConnection.MemberName',
    'IPrivateEndpointConnection.Name',
    'Authorization.AccessToken',
    'Authorization.Claims',
  ].map((name) => [`P:${name}`, () => null]),
);

const CONTEXT = fields<PolicyContext>('IExpressionContext', {
  Api: (context) => view('IContextApi', context.api),
  Backend: (context) => view('IBackend', context.backend),
  Deployment: (context) => view('IDeployment', context.deployment),
  Elapsed: (context) =>
    new ClrTimeSpan(BigInt(Math.round((context.clock.nowMilliseconds() - context.timestampMilliseconds) * 10_000))),
  GraphQL: () => null,
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
  Workspace: (context) => view('IWorkspace', context.workspace),
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
  SubscriptionKeyParameterNames: (api: ApiView) => view('ISubscriptionKeyParameterNames', api.subscriptionKeyNames),
};

const CONTEXT_API = {
  IsCurrentRevision: (api: ApiView) => api.isCurrentRevision,
  Revision: (api: ApiView) => api.revision,
  Version: (api: ApiView) => api.version,
};

const NAMED = { Id: (entity: NamedEntityView) => entity.id, Name: (entity: NamedEntityView) => entity.name };

const OTHERS: MemberTable = {
  ...fields<OperationView>('IOperation', {
    Id: (operation) => operation.id,
    Method: (operation) => operation.method,
    Name: (operation) => operation.name,
    UrlTemplate: (operation) => operation.urlTemplate,
  }),
  ...fields<BackendView>('IBackend', {
    AzureRegion: (backend) => backend.azureRegion,
    Id: (backend) => backend.id,
    Type: (backend) => enumMember('BackendType', backend.type) ?? null,
  }),
  ...fields<ApiView['subscriptionKeyNames']>('ISubscriptionKeyParameterNames', {
    Header: (names) => names.header,
    Query: (names) => names.query,
  }),
  ...fields<NamedEntityView>('IGroup', NAMED),
  ...fields<NamedEntityView>('IWorkspace', NAMED),
  ...fields<UserIdentityView>('IUserIdentity', {
    Id: (identity) => identity.id,
    Provider: (identity) => identity.provider,
  }),
  ...fields<ProductView>('IProduct', {
    ...NAMED,
    Apis: (product) => views('IApi', product.apis, ['IContextApi']),
    ApprovalRequired: (product) => product.approvalRequired,
    Groups: (product) => views('IGroup', product.groups),
    State: (product) => enumMember('ProductState', product.published ? 'Published' : 'NotPublished') ?? null,
    SubscriptionLimit: (product) => product.subscriptionsLimit,
    SubscriptionRequired: (product) => product.subscriptionRequired,
    SubscriptionsLimit: (product) => product.subscriptionsLimit,
  }),
  ...fields<SubscriptionView>('ISubscription', {
    CreatedDate: (subscription) => date(subscription.createdDate) ?? new ClrDateTime(0n),
    EndDate: (subscription) => date(subscription.endDate),
    Id: (subscription) => subscription.id,
    StartDate: (subscription) => date(subscription.startDate),
    Key: (subscription) => subscription.key,
    Name: (subscription) => subscription.name,
    PrimaryKey: (subscription) => subscription.primaryKey,
    SecondaryKey: (subscription) => subscription.secondaryKey,
  }),
  ...fields<UserView>('IUser', {
    Email: (user) => user.email,
    FirstName: (user) => user.firstName,
    Groups: (user) => views('IGroup', user.groups),
    Id: (user) => user.id,
    Identities: (user) => views('IUserIdentity', user.identities),
    LastName: (user) => user.lastName,
    Note: (user) => user.note,
    RegistrationDate: (user) => date(user.registrationDate) ?? new ClrDateTime(0n),
  }),
  ...fields<DeploymentView>('IDeployment', {
    Gateway: (deployment) => view('IGateway', deployment),
    GatewayId: (deployment) => deployment.gatewayId,
    Region: (deployment) => deployment.region,
    ServiceId: (deployment) => deployment.serviceId,
    ServiceName: (deployment) => deployment.serviceName,
    Certificates: noCertificates,
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
  ...ABSENT,
  'M:IMessageBody.As``1(System.Boolean)': withSite(asType),
  'M:IMessageBody.AsFormUrlEncodedContent(System.Boolean)': (self: ViewObject<BodyView>, preserve: boolean) =>
    bodyAsForm(self.view, preserve),
};
