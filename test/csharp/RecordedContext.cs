using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Net;
using System.Security.Cryptography.X509Certificates;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    /// <summary>Prints as the interface it stands for.</summary>
    internal abstract class Recorded
    {
        public override string ToString() => ValueText.TypeOf(this);
    }

    internal sealed class RecordedContext : Recorded, IExpressionContext
    {
        public RecordedContext(JObject json)
        {
            this.RequestId = Guid.Parse((string)json["requestId"]);
            this.Timestamp = Utc((string)json["timestamp"]);
            this.Elapsed = Utc((string)json["now"]) - this.Timestamp;
            this.Tracing = (bool)json["tracing"];
            this.Request = new RecordedRequest((JObject)json["request"]);
            this.Response = json["response"] is JObject response ? new RecordedResponse(response) : null;
            this.Variables = new VariableMap(((JObject)json["variables"]).Properties().ToDictionary(property => property.Name, property => CaseContext.Variable(property.Value)));
            this.Api = json["api"] is JObject api ? new RecordedApi(api) : null;
            this.Operation = json["operation"] is JObject operation ? new RecordedOperation(operation) : null;
            this.Product = json["product"] is JObject product ? new RecordedProduct(product) : null;
            this.Subscription = json["subscription"] is JObject subscription ? new RecordedSubscription(subscription) : null;
            this.User = json["user"] is JObject user ? new RecordedUser(user) : null;
            this.Deployment = new RecordedDeployment((JObject)json["deployment"]);
            this.LastError = json["lastError"] is JObject error ? new RecordedError(error) : null;
        }

        public IContextApi Api { get; }

        public IBackend Backend => null;

        public IDeployment Deployment { get; }

        public TimeSpan Elapsed { get; }

        public IGraphQL GraphQL => null;

        public ILastError LastError { get; }

        public IOperation Operation { get; }

        public IProduct Product { get; }

        public IRequest Request { get; }

        public Guid RequestId { get; }

        public IResponse Response { get; }

        public ISubscription Subscription { get; }

        public DateTime Timestamp { get; }

        public bool Tracing { get; }

        public IUser User { get; }

        public IReadOnlyDictionary<string, object> Variables { get; }

        public IWorkspace Workspace => null;

        public void Trace(string message)
        {
        }

        private static DateTime Utc(string text) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
    }

    internal sealed class RecordedUrl : Recorded, IUrl
    {
        private readonly Uri uri;

        public RecordedUrl(string text)
        {
            this.uri = new Uri(text);
            var query = new Dictionary<string, string[]>();
            foreach (var pair in this.uri.Query.TrimStart('?').Split('&').Where(pair => pair.Length > 0))
            {
                var parts = pair.Split(new[] { '=' }, 2);
                var name = WebUtility.UrlDecode(parts[0]);
                var value = parts.Length > 1 ? WebUtility.UrlDecode(parts[1]) : string.Empty;
                query[name] = query.TryGetValue(name, out var values) ? values.Append(value).ToArray() : new[] { value };
            }

            this.Query = new StringMap<string[]>(query);
        }

        public string Host => this.uri.Host;

        public string Path => this.uri.AbsolutePath;

        public int Port => this.uri.Port;

        public IReadOnlyDictionary<string, string[]> Query { get; }

        public string QueryString => this.uri.Query;

        public string Scheme => this.uri.Scheme;

        public override string ToString() => this.uri.AbsoluteUri;
    }

    internal sealed class RecordedRequest : Recorded, IRequest
    {
        public RecordedRequest(JObject json)
        {
            this.Body = RecordedBody.From(json["body"]);
            this.Headers = CaseContext.Headers(json["headers"]);
            this.IpAddress = (string)json["ipAddress"];
            this.MatchedParameters = CaseContext.Texts(json["matchedParameters"]);
            this.Method = (string)json["method"];
            this.OriginalUrl = new RecordedUrl((string)json["originalUrl"]);
            this.Url = new RecordedUrl((string)json["url"]);
        }

        public IMessageBody Body { get; }

        public X509Certificate2 Certificate => null;

        public IReadOnlyDictionary<string, string[]> Headers { get; }

        public string IpAddress { get; }

        public IReadOnlyDictionary<string, string> MatchedParameters { get; }

        public string Method { get; }

        public IUrl OriginalUrl { get; }

        public IPrivateEndpointConnection PrivateEndpointConnection => null;

        public IUrl Url { get; }
    }

    internal sealed class RecordedResponse : Recorded, IResponse
    {
        public RecordedResponse(JObject json)
        {
            this.Body = RecordedBody.From(json["body"]);
            this.Headers = CaseContext.Headers(json["headers"] ?? new JObject());
            this.StatusCode = (int)json["statusCode"];
            this.StatusReason = (string)json["statusReason"];
        }

        public IMessageBody Body { get; }

        public IReadOnlyDictionary<string, string[]> Headers { get; }

        public int StatusCode { get; }

        public string StatusReason { get; }
    }
}
