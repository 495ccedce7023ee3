// The documented extension methods of policy expressions and what they answer; see PolicyTypes.cs. Their signatures are
// documented; what they do where the page is silent is what docs/fidelity.md says.

using System;
using System.Collections.Generic;
using System.Linq;
using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Text.RegularExpressions;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PolicyAnchor;

public class BasicAuthCredentials
{
    internal BasicAuthCredentials(string userId, string password)
    {
        this.UserId = userId;
        this.Password = password;
    }

    public string Password { get; }

    public string UserId { get; }

    internal static BasicAuthCredentials Parse(string input)
    {
        var match = Regex.Match(input ?? string.Empty, @"^\s*Basic\s+([A-Za-z0-9+/]+={0,2})\s*$", RegexOptions.IgnoreCase);
        if (!match.Success)
        {
            return null;
        }

        try
        {
            var text = Encoding.UTF8.GetString(Convert.FromBase64String(match.Groups[1].Value));
            var colon = text.IndexOf(':');
            return colon < 0 ? null : new BasicAuthCredentials(text.Substring(0, colon), text.Substring(colon + 1));
        }
        catch (FormatException)
        {
            return null;
        }
    }
}

/// <summary>A token that was read, not verified.</summary>
public class Jwt
{
    private static readonly JsonSerializerSettings Plain = new JsonSerializerSettings { DateParseHandling = DateParseHandling.None };

    private readonly JObject header;
    private readonly JObject payload;

    private Jwt(JObject header, JObject payload)
    {
        this.header = header;
        this.payload = payload;
    }

    public string Algorithm => Text(this.header["alg"]);

    public IEnumerable<string> Audiences => this.Claims.TryGetValue("aud", out var values) ? values : new string[0];

    public IReadOnlyDictionary<string, string[]> Claims => new StringMap<string[]>(this.payload.Properties()
        .ToDictionary(claim => claim.Name, claim => claim.Value is JArray values ? values.Select(Claim).ToArray() : new[] { Claim(claim.Value) }));

    public DateTime? ExpirationTime => this.Date("exp");

    public string Id => Text(this.payload["jti"]);

    public DateTime? IssuedAt => this.Date("iat");

    public string Issuer => Text(this.payload["iss"]);

    public DateTime? NotBefore => this.Date("nbf");

    public string Subject => Text(this.payload["sub"]);

    public string Type => Text(this.header["typ"]);

    internal static Jwt Parse(string input)
    {
        var parts = (input ?? string.Empty).Split('.');
        return parts.Length == 3 && Regex.IsMatch(parts[2], "^[A-Za-z0-9_-]*\\z") && Decode(parts[0]) is JObject header && Decode(parts[1]) is JObject payload
            ? new Jwt(header, payload)
            : null;
    }

    private static JObject Decode(string part)
    {
        try
        {
            var padded = part.Replace('-', '+').Replace('_', '/') + new string('=', (4 - (part.Length % 4)) % 4);
            return JsonConvert.DeserializeObject<JObject>(Encoding.UTF8.GetString(Convert.FromBase64String(padded)), Plain);
        }
        catch (Exception error) when (error is FormatException || error is JsonException)
        {
            return null;
        }
    }

    private static string Text(JToken token) => token?.Type == JTokenType.String ? (string)token : null;

    private static string Claim(JToken token) => Text(token) ?? token.ToString(Formatting.None);

    private DateTime? Date(string name)
    {
        var token = this.payload[name];
        return token?.Type == JTokenType.Integer || token?.Type == JTokenType.Float
            ? DateTime.UnixEpoch.AddSeconds((double)token)
            : (DateTime?)null;
    }
}

public static class PolicyExtensions
{
    public static BasicAuthCredentials AsBasic(this string input) => BasicAuthCredentials.Parse(input);

    public static bool TryParseBasic(this string input, out BasicAuthCredentials result) =>
        (result = BasicAuthCredentials.Parse(input)) != null;

    public static Jwt AsJwt(this string input) => Jwt.Parse(input);

    public static bool TryParseJwt(this string input, out Jwt result) => (result = Jwt.Parse(input)) != null;

    public static byte[] Encrypt(this byte[] input, string alg, byte[] key, byte[] iv)
    {
        using var algorithm = SymmetricAlgorithm.Create(alg);
        return Encrypt(input, algorithm, key, iv);
    }

    public static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg) => Encrypt(input, alg, alg.Key, alg.IV);

    public static byte[] Encrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)
    {
        using var transform = alg.CreateEncryptor(key, iv);
        return transform.TransformFinalBlock(input ?? throw new ArgumentNullException(nameof(input)), 0, input.Length);
    }

    public static byte[] Decrypt(this byte[] input, string alg, byte[] key, byte[] iv)
    {
        using var algorithm = SymmetricAlgorithm.Create(alg);
        return Decrypt(input, algorithm, key, iv);
    }

    public static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg) => Decrypt(input, alg, alg.Key, alg.IV);

    public static byte[] Decrypt(this byte[] input, SymmetricAlgorithm alg, byte[] key, byte[] iv)
    {
        using var transform = alg.CreateDecryptor(key, iv);
        return transform.TransformFinalBlock(input ?? throw new ArgumentNullException(nameof(input)), 0, input.Length);
    }

    public static bool VerifyNoRevocation(this X509Certificate2 input)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        return chain.Build(input);
    }

    public static string GetValueOrDefault(this IReadOnlyDictionary<string, string[]> values, string name) =>
        GetValueOrDefault(values, name, null);

    public static string GetValueOrDefault(
        this IReadOnlyDictionary<string, string[]> values, string name, string defaultValue) =>
        values.TryGetValue(name, out var found) ? string.Join(",", found) : defaultValue;

    public static string GetValueOrDefault(this IReadOnlyDictionary<string, string> values, string name) =>
        GetValueOrDefault(values, name, null);

    public static string GetValueOrDefault(
        this IReadOnlyDictionary<string, string> values, string name, string defaultValue) =>
        values.TryGetValue(name, out var found) ? found : defaultValue;

    public static object GetValueOrDefault(this IReadOnlyDictionary<string, object> variables, string variableName) =>
        variables.TryGetValue(variableName, out var found) ? found : null;

    public static T GetValueOrDefault<T>(this IReadOnlyDictionary<string, object> variables, string variableName) =>
        GetValueOrDefault(variables, variableName, default(T));

    public static T GetValueOrDefault<T>(
        this IReadOnlyDictionary<string, object> variables, string variableName, T defaultValue) =>
        variables.TryGetValue(variableName, out var found) ? (T)found : defaultValue;

    public static string ToQueryString(this IDictionary<string, IList<string>> values) => ToFormUrlEncodedContent(values);

    public static string ToFormUrlEncodedContent(this IDictionary<string, IList<string>> values) =>
        string.Join("&", values.SelectMany(pair => pair.Value.Select(value => WebUtility.UrlEncode(pair.Key) + "=" + WebUtility.UrlEncode(value))));
}
