import type { Writing } from './writing';

/** What only policy expressions have: the context and its extension methods. */
export const POLICY: Writing = {
  string: [
    'context.Request.Headers.GetValueOrDefault(«#header»)',
    'context.Request.Headers.GetValueOrDefault(«#header», «string»)',
    'context.Request.Url.Path',
    'context.Request.Url.QueryString',
    'context.Request.OriginalUrl.ToString()',
    'context.Request.Url.Query.GetValueOrDefault(«#key», «string»)',
    'context.Request.MatchedParameters.GetValueOrDefault(«#key», "none")',
    'context.Variables.GetValueOrDefault<string>(«#key», «string»)',
    '=(string)context.Variables[«#key»]',
    'context.Request.Body.As<string>(preserveContent: true)',
    'context.Response.StatusReason',
    'context.Subscription?.Key',
    'context.User?.Email',
    'context.Product?.Name',
    'context.Api.Name',
    'context.Operation.UrlTemplate',
    'context.Deployment.Region',
    '«.string».AsBasic()?.UserId',
    '("Basic " + Convert.ToBase64String(«byte[]»)).AsBasic()?.Password',
    '«.string».AsJwt()?.Subject',
    'Encoding.UTF8.GetString(«.byte[]».Decrypt("Aes", new byte[16], new byte[16]))',
    'Encoding.UTF8.GetString(«.byte[]».Encrypt("Aes", new byte[32], new byte[16]).Decrypt("Aes", new byte[32], new byte[16]))',
  ],
  int: [
    'context.Response.StatusCode',
    'context.Request.Headers.Count',
    'context.Variables.GetValueOrDefault<int>(«#key»)',
    'context.Variables.GetValueOrDefault<int>(«#key», «int»)',
    'context.Variables.Count',
  ],
  bool: [
    'context.Request.Headers.ContainsKey(«#header»)',
    'context.Variables.ContainsKey(«#key»)',
    'context.Request.Certificate == null',
    'context.Request.Body.As<byte[]>(true).Length > «-int»',
  ],
  JObject: ['context.Request.Body.As<JObject>(preserveContent: true)'],
  JToken: ['context.Request.Body.As<JToken>(true)'],
  'string[]': [
    'context.Request.Headers.GetValueOrDefault(«#header», "").Split(\',\')',
    'context.Request.Headers.Keys.OrderBy(k => k).ToArray()',
  ],
  TimeSpan: ['context.Elapsed'],
};
