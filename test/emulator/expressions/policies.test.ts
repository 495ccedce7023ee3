import { createCipheriv, createHmac } from 'node:crypto';
import { responseObject } from '../../../emulator/expressions/runtime/context/context';
import { loadCSharp } from '../../../policies/language/expressions/grammar';
import { answer, body, evaluate, makeContext, typeOf } from './context';

beforeAll(loadCSharp);

describe('header checks', () => {
  it.each([
    ['context.Request.Headers.GetValueOrDefault("Authorization","")', 'Bearer abc.def'],
    ['context.Request.Headers.GetValueOrDefault("Accept","")', 'text/html,application/json'],
    ['context.Request.Headers.GetValueOrDefault("missing")', 'null'],
    ['context.Request.Headers.GetValueOrDefault("missing","d")', 'd'],
    ['context.Request.Headers["ACCEPT"][1]', 'application/json'],
    [
      'context.Request.Headers["missing"]',
      "!System.Collections.Generic.KeyNotFoundException: The given key 'missing' was not present in the dictionary.",
    ],
    ['context.Request.Headers.ContainsKey("accept")', 'True'],
    ['{ string[] v; if (context.Request.Headers.TryGetValue("Accept", out v)) return v.Length; return -1; }', '2'],
    [
      'context.Request.Headers.GetValueOrDefault("Authorization","").StartsWith("Bearer ", StringComparison.OrdinalIgnoreCase)',
      'True',
    ],
    ['context.Request.Headers.GetValueOrDefault("Authorization","").Split(\' \').Last()', 'abc.def'],
    [
      'context.Request.Headers.Select(h => h.Key + "=" + string.Join(";", h.Value)).First()',
      'authorization=Bearer abc.def',
    ],
  ])('%s', (expression, expected) => {
    expect(answer(expression)).toBe(expected);
  });
});

describe('query, URL and template parameters', () => {
  it.each([
    ['context.Request.Url.Query.GetValueOrDefault("x","")', '1,2'],
    ['context.Request.Url.Query["x"].Length', '2'],
    ['context.Request.Url.Query.ContainsKey("q")', 'False'],
    ['context.Request.Url.QueryString', '?x=1&x=2&y=z'],
    ['context.Request.OriginalUrl.Path', '/mcp'],
    ['context.Request.Url.Scheme + context.Request.Url.Port', 'https443'],
    ['context.Request.MatchedParameters["id"]', '42'],
    ['context.Request.MatchedParameters.GetValueOrDefault("z","none")', 'none'],
    ['context.Request.IpAddress', '203.0.113.7'],
    ['context.RequestId.ToString("N")', '12345678123412341234123456789abc'],
    ['context.Subscription?.Id ?? "anonymous"', 'anonymous'],
    [
      'context.Subscription.Id',
      '!System.NullReferenceException: Object reference not set to an instance of an object.',
    ],
  ])('%s', (expression, expected) => {
    expect(answer(expression)).toBe(expected);
  });
});

describe('variables', () => {
  const variables = { text: 'x', count: 3, bytes: Uint8Array.of(1, 2), nothing: null };

  it.each([
    ['(string)context.Variables["text"]', 'x'],
    ['context.Variables["missing"] == null', 'True'],
    ['context.Variables.ContainsKey("text")', 'True'],
    ['context.Variables.GetValueOrDefault<string>("missing","d")', 'd'],
    ['context.Variables.GetValueOrDefault<int>("missing")', '0'],
    ['context.Variables.GetValueOrDefault<int>("count") + 1', '4'],
    ['context.Variables.GetValueOrDefault("text","d")', 'x'],
    [
      'context.Variables.GetValueOrDefault<int>("text", 1)',
      "!System.InvalidCastException: Unable to cast object of type 'System.String' to type 'System.Int32'.",
    ],
    [
      '(string)context.Variables["count"]',
      "!System.InvalidCastException: Unable to cast object of type 'System.Int32' to type 'System.String'.",
    ],
    ['((byte[])context.Variables["bytes"]).Length', '2'],
    ['(string)context.Variables["nothing"] ?? "null"', 'null'],
  ])('%s', (expression, expected) => {
    expect(answer(expression, { variables })).toBe(expected);
  });
});

describe('sealing', () => {
  const key = Buffer.alloc(32, 7);
  const iv = Buffer.alloc(16, 9);
  const variables = { key: Uint8Array.from(key), iv: Uint8Array.from(iv) };
  const seal = '.Encrypt("Aes", (byte[])context.Variables["key"], (byte[])context.Variables["iv"])';
  const open = '.Decrypt("Aes", (byte[])context.Variables["key"], (byte[])context.Variables["iv"])';

  it('encrypts with AES-256-CBC and PKCS7', () => {
    const cipher = createCipheriv('aes-256-cbc', key, iv);
    const expected = Buffer.concat([cipher.update('hello'), cipher.final()]).toString('base64');
    expect(answer(`Encoding.UTF8.GetBytes("hello")${seal}`, { variables })).toBe(`b64:${expected}`);
  });

  it('opens what it sealed', () => {
    const code = `Encoding.UTF8.GetString(Encoding.UTF8.GetBytes("grüße")${seal}${open})`;
    expect(answer(code, { variables })).toBe('grüße');
  });

  it.each([
    ['new byte[16]', '!System.Security.Cryptography.CryptographicException: Padding is invalid and cannot be removed.'],
    ['new byte[15]', '!System.Security.Cryptography.CryptographicException: The input data is not a complete block.'],
  ])('refuses to open %s', (bytes, expected) => {
    expect(answer(`${bytes}${open}`, { variables })).toBe(expected);
  });

  it('computes an HMAC and compares it without stopping early', () => {
    const mac = createHmac('sha256', key).update('data').digest();
    const code = `{
      var key = (byte[])context.Variables["key"];
      var given = (byte[])context.Variables["mac"];
      byte[] computed;
      using (var hmac = new HMACSHA256(key)) { computed = hmac.ComputeHash(Encoding.UTF8.GetBytes("data")); }
      if (given.Length != computed.Length) return false;
      var difference = 0;
      for (var i = 0; i < computed.Length; i++) { difference |= given[i] ^ computed[i]; }
      return difference == 0;
    }`;
    expect(evaluate(code, { variables: { ...variables, mac: Uint8Array.from(mac) } })).toBe(true);
    mac[31] = (mac[31] ?? 0) ^ 1;
    expect(evaluate(code, { variables: { ...variables, mac: Uint8Array.from(mac) } })).toBe(false);
  });

  it('takes random bytes and Guids from the context', () => {
    const bytes = '{ var b = new byte[4]; new RNGCryptoServiceProvider().GetBytes(b); return b; }';
    expect(answer(bytes)).toBe('b64:AQIDBA==');
    expect(answer('Guid.NewGuid()')).toBe('01020304-0506-4708-890a-0b0c0d0e0f10');
  });

  it('joins byte arrays', () => {
    const code =
      '{ var a = new byte[]{1,2}; var b = new byte[3]; b[2] = 9; Array.Copy(a, 0, b, 0, a.Length); return b.Concat(a).Skip(1).ToArray(); }';
    expect(answer(code)).toBe('b64:AgkBAg==');
  });
});

describe('time', () => {
  it.each([
    ['DateTimeOffset.UtcNow.ToUnixTimeSeconds()', '1767323045'],
    ['DateTime.UtcNow.ToString("R")', 'Fri, 02 Jan 2026 03:04:05 GMT'],
    ['DateTimeOffset.UtcNow.AddSeconds(60).ToUnixTimeSeconds() > 1767323045L', 'True'],
  ])('%s', (expression, expected) => {
    expect(answer(expression)).toBe(expected);
  });

  it('answers long for Unix times', () => {
    expect(typeOf('DateTimeOffset.UtcNow.ToUnixTimeSeconds()')).toBe('System.Int64');
  });
});

describe('bodies', () => {
  const withBody = (text: string) => ({ request: { body: body(text) } });

  it.each([
    ['context.Request.Body.As<JObject>()["a"].ToString()', '{"a":"b"}', 'b'],
    ['context.Request.Body.As<string>(preserveContent: true)', 'text', 'text'],
    ['context.Request.Body.As<JArray>().Count', '[1,2]', '2'],
    [
      'context.Request.Body.As<JObject>()',
      '{',
      "!Newtonsoft.Json.JsonReaderException: Error reading JObject from JsonReader. Path '', line 1, position 1.",
    ],
    [
      '{ var f = context.Request.Body.AsFormUrlEncodedContent(); return f["a"][0] + f["b"].Count + f.ContainsKey("c"); }',
      'a=x+y%26&b=1&b=2',
      'x y&2False',
    ],
    [
      '{ context.Request.Body.As<string>(true); context.Request.Body.As<string>(); return context.Request.Body.As<string>(); }',
      'once',
      '!System.InvalidOperationException: The body was read before.',
    ],
  ])('%s', (expression, text, expected) => {
    expect(answer(expression, withBody(text))).toBe(expected);
  });

  it('throws for a request without a body', () => {
    expect(answer('context.Request.Body.As<string>()')).toMatch(/^!System.NullReferenceException/);
    expect(answer('context.Request.Body?.As<string>()')).toBe('null');
  });

  it('reads the response that a policy stored in a variable', () => {
    const variables = {
      answer: responseObject({
        statusCode: 404,
        statusReason: 'Not Found',
        headers: new Map([['etag', ['"1"']]]),
        body: body('{"id":"x"}'),
      }),
    };
    const code =
      '{ var r = (IResponse)context.Variables["answer"]; return r.StatusCode + r.Headers.GetValueOrDefault("ETag","") + (string)r.Body.As<JObject>()["id"]; }';
    expect(answer(code, { variables })).toBe('404"1"x');
  });
});

describe('tokens and credentials', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const jwt = `${part({ alg: 'RS256', typ: 'JWT' })}.${part({ iss: 'me', aud: ['a', 'b'], exp: 1700000000, n: 5 })}.c2ln`;
  const variables = { jwt };

  it.each([
    ['((string)context.Variables["jwt"]).AsJwt().Issuer', 'me'],
    ['((string)context.Variables["jwt"]).AsJwt().Algorithm', 'RS256'],
    ['((string)context.Variables["jwt"]).AsJwt().Audiences.Count()', '2'],
    ['((string)context.Variables["jwt"]).AsJwt().Claims.GetValueOrDefault("aud","")', 'a,b'],
    ['((string)context.Variables["jwt"]).AsJwt().ExpirationTime.Value.ToString("s")', '2023-11-14T22:13:20'],
    ['"nonsense".AsJwt() == null', 'True'],
    ['{ Jwt j; return "a.b.c".TryParseJwt(out j); }', 'False'],
    ['"Basic dXNlcjpwYTpzcw==".AsBasic().Password', 'pa:ss'],
    ['"Basic x".AsBasic() == null', 'True'],
  ])('%s', (expression, expected) => {
    expect(answer(expression, { variables })).toBe(expected);
  });
});

describe('context.Trace', () => {
  it('hands the message to the gateway', () => {
    const messages: string[] = [];
    evaluate('{ context.Trace("hello"); return 1; }', {
      context: { ...makeContext(), trace: (text) => void messages.push(text) },
    });
    expect(messages).toEqual(['hello']);
  });
});
