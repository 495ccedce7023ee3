using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Security.Cryptography.X509Certificates;
using Newtonsoft.Json.Linq;

namespace PolicyAnchor
{
    internal abstract class RecordedEntity : Recorded
    {
        private readonly JObject json;

        protected RecordedEntity(JObject json) => this.json = json;

        public string Id => this.Text("id");

        public string Name => this.Text("name");

        protected string Text(string name) => (string)this.json[name];

        protected bool Flag(string name) => (bool?)this.json[name] ?? false;

        protected DateTime? Time(string name) =>
            this.json[name]?.Type == JTokenType.String ? DateTime.Parse(this.Text(name), CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal) : (DateTime?)null;

        protected int? Number(string name) => (int?)this.json[name];

        protected IEnumerable<JObject> List(string name) => (this.json[name] ?? new JArray()).Cast<JObject>();

        protected string[] Texts(string name) => (this.json[name] ?? new JArray()).Select(item => (string)item).ToArray();
    }

    internal sealed class RecordedApi : RecordedEntity, IContextApi
    {
        public RecordedApi(JObject json)
            : base(json)
        {
        }

        public bool IsCurrentRevision => this.Flag("isCurrentRevision");

        public string Path => this.Text("path");

        public IEnumerable<string> Protocols => this.Texts("protocols");

        public string Revision => this.Text("revision");

        public IUrl ServiceUrl => this.Text("serviceUrl") == null ? null : new RecordedUrl(this.Text("serviceUrl"));

        public ISubscriptionKeyParameterNames SubscriptionKeyParameterNames => new KeyNames();

        public string Version => this.Text("version");

        private sealed class KeyNames : Recorded, ISubscriptionKeyParameterNames
        {
            public string Header => "Ocp-Apim-Subscription-Key";

            public string Query => "subscription-key";
        }
    }

    internal sealed class RecordedOperation : RecordedEntity, IOperation
    {
        public RecordedOperation(JObject json)
            : base(json)
        {
        }

        public string Method => this.Text("method");

        public string UrlTemplate => this.Text("urlTemplate");
    }

    internal sealed class RecordedGroup : RecordedEntity, IGroup
    {
        public RecordedGroup(JObject json)
            : base(json)
        {
        }
    }

    internal sealed class RecordedProduct : RecordedEntity, IProduct
    {
        public RecordedProduct(JObject json)
            : base(json)
        {
        }

        public IEnumerable<IApi> Apis => this.List("apis").Select(item => new RecordedApi(item)).ToArray();

        public bool ApprovalRequired => this.Flag("approvalRequired");

        public IEnumerable<IGroup> Groups => this.List("groups").Select(item => new RecordedGroup(item)).ToArray();

        public ProductState State => this.Flag("published") ? ProductState.Published : ProductState.NotPublished;

        public int? SubscriptionLimit => this.Number("subscriptionsLimit");

        public int? SubscriptionsLimit => this.Number("subscriptionsLimit");

        public bool SubscriptionRequired => this.Flag("subscriptionRequired");
    }

    internal sealed class RecordedSubscription : RecordedEntity, ISubscription
    {
        public RecordedSubscription(JObject json)
            : base(json)
        {
        }

        public DateTime CreatedDate => this.Time("createdDate") ?? default;

        public DateTime? EndDate => this.Time("endDate");

        public string Key => this.Text("key");

        public string PrimaryKey => this.Text("primaryKey");

        public string SecondaryKey => this.Text("secondaryKey");

        public DateTime? StartDate => this.Time("startDate");
    }

    internal sealed class RecordedUser : RecordedEntity, IUser
    {
        public RecordedUser(JObject json)
            : base(json)
        {
        }

        public string Email => this.Text("email");

        public string FirstName => this.Text("firstName");

        public IEnumerable<IGroup> Groups => this.List("groups").Select(item => new RecordedGroup(item)).ToArray();

        public IEnumerable<IUserIdentity> Identities => this.List("identities").Select(item => new Identity(item)).ToArray();

        public string LastName => this.Text("lastName");

        public string Note => this.Text("note");

        public DateTime RegistrationDate => this.Time("registrationDate") ?? default;

        private sealed class Identity : RecordedEntity, IUserIdentity
        {
            public Identity(JObject json)
                : base(json)
            {
            }

            public string Provider => this.Text("provider");
        }
    }

    internal sealed class RecordedDeployment : RecordedEntity, IDeployment
    {
        public RecordedDeployment(JObject json)
            : base(json)
        {
        }

        public IReadOnlyDictionary<string, X509Certificate2> Certificates =>
            new StringMap<X509Certificate2>(new Dictionary<string, X509Certificate2>());

        public IGateway Gateway => new RecordedGateway(this.GatewayId);

        public string GatewayId => this.Text("gatewayId");

        public string Region => this.Text("region");

        public string ServiceId => this.Text("serviceId");

        public string ServiceName => this.Text("serviceName");

        private sealed class RecordedGateway : Recorded, IGateway
        {
            public RecordedGateway(string id) => this.Id = id;

            public string Id { get; }

            public string InstanceId => this.Id;

            public bool IsManaged => true;
        }
    }

    internal sealed class RecordedError : RecordedEntity, ILastError
    {
        public RecordedError(JObject json)
            : base(json)
        {
        }

        public string Message => this.Text("message");

        public string Path => this.Text("path");

        public string PolicyId => this.Text("policyId");

        public string Reason => this.Text("reason");

        public string Scope => this.Text("scope");

        public string Section => this.Text("section");

        public string Source => this.Text("source");
    }
}
