// The types that only policy expressions have, as documented at
// https://learn.microsoft.com/azure/api-management/api-management-policy-expressions#ContextVariables
// They stand in the global namespace, so their documentation comment ids are short: P:IRequest.Headers.

using System;
using System.Collections.Generic;
using System.Security.Cryptography.X509Certificates;

public interface IExpressionContext
{
    IContextApi Api { get; }
    IBackend Backend { get; }
    IDeployment Deployment { get; }
    TimeSpan Elapsed { get; }
    IGraphQL GraphQL { get; }
    ILastError LastError { get; }
    IOperation Operation { get; }
    IProduct Product { get; }
    IRequest Request { get; }
    Guid RequestId { get; }
    IResponse Response { get; }
    ISubscription Subscription { get; }
    DateTime Timestamp { get; }
    bool Tracing { get; }
    IUser User { get; }
    IReadOnlyDictionary<string, object> Variables { get; }
    IWorkspace Workspace { get; }
    void Trace(string message);
}

public interface IApi
{
    string Id { get; }
    string Name { get; }
    string Path { get; }
    IEnumerable<string> Protocols { get; }
    IUrl ServiceUrl { get; }
    ISubscriptionKeyParameterNames SubscriptionKeyParameterNames { get; }
}

public interface IContextApi : IApi
{
    bool IsCurrentRevision { get; }
    string Revision { get; }
    string Version { get; }
}

public interface ISubscriptionKeyParameterNames
{
    string Header { get; }
    string Query { get; }
}

public enum BackendType
{
    Single,
    Pool,
}

public interface IBackend
{
    string AzureRegion { get; }
    string Id { get; }
    BackendType Type { get; }
}

public interface IDeployment
{
    IReadOnlyDictionary<string, X509Certificate2> Certificates { get; }
    IGateway Gateway { get; }
    string GatewayId { get; }
    string Region { get; }
    string ServiceId { get; }
    string ServiceName { get; }
}

public interface IGateway
{
    string Id { get; }
    string InstanceId { get; }
    bool IsManaged { get; }
}

public interface IGraphQL
{
    IGraphQLDataObject GraphQLArguments { get; }
    IGraphQLDataObject Parent { get; }
}

public interface IGraphQLDataObject
{
}

public interface IGroup
{
    string Id { get; }
    string Name { get; }
}

public interface ILastError
{
    string Message { get; }
    string Path { get; }
    string PolicyId { get; }
    string Reason { get; }
    string Scope { get; }
    string Section { get; }
    string Source { get; }
}

public interface IMessageBody
{
    T As<T>(bool preserveContent = false);

    IDictionary<string, IList<string>> AsFormUrlEncodedContent(bool preserveContent = false);
}

public interface IOperation
{
    string Id { get; }
    string Method { get; }
    string Name { get; }
    string UrlTemplate { get; }
}

public interface IPrivateEndpointConnection
{
    string GroupId { get; }
    string MemberName { get; }
    string Name { get; }
}

public enum ProductState
{
    NotPublished,
    Published,
}

public interface IProduct
{
    IEnumerable<IApi> Apis { get; }
    bool ApprovalRequired { get; }
    IEnumerable<IGroup> Groups { get; }
    string Id { get; }
    string Name { get; }
    ProductState State { get; }
    int? SubscriptionLimit { get; }
    int? SubscriptionsLimit { get; }
    bool SubscriptionRequired { get; }
}

public interface IRequest
{
    IMessageBody Body { get; }
    X509Certificate2 Certificate { get; }
    IReadOnlyDictionary<string, string[]> Headers { get; }
    string IpAddress { get; }
    IReadOnlyDictionary<string, string> MatchedParameters { get; }
    string Method { get; }
    IUrl OriginalUrl { get; }
    IPrivateEndpointConnection PrivateEndpointConnection { get; }
    IUrl Url { get; }
}

public interface IResponse
{
    IMessageBody Body { get; }
    IReadOnlyDictionary<string, string[]> Headers { get; }
    int StatusCode { get; }
    string StatusReason { get; }
}

public interface ISubscription
{
    DateTime CreatedDate { get; }
    DateTime? EndDate { get; }
    string Id { get; }
    string Key { get; }
    string Name { get; }
    string PrimaryKey { get; }
    string SecondaryKey { get; }
    DateTime? StartDate { get; }
}

public interface IUrl
{
    string Host { get; }
    string Path { get; }
    int Port { get; }
    IReadOnlyDictionary<string, string[]> Query { get; }
    string QueryString { get; }
    string Scheme { get; }
}

public interface IUser
{
    string Email { get; }
    string FirstName { get; }
    IEnumerable<IGroup> Groups { get; }
    string Id { get; }
    IEnumerable<IUserIdentity> Identities { get; }
    string LastName { get; }
    string Note { get; }
    DateTime RegistrationDate { get; }
}

public interface IUserIdentity
{
    string Id { get; }
    string Provider { get; }
}

public interface IWorkspace
{
    string Id { get; }
    string Name { get; }
}

/// <summary>What get-authorization-context stores.</summary>
public class Authorization
{
    private Authorization()
    {
    }

    public string AccessToken => throw new NotSupportedException();

    public IReadOnlyDictionary<string, object> Claims => throw new NotSupportedException();
}
