export { policies, type Sections } from './documents/policies';
export type { PolicyDocument, PolicyFragment } from './documents/document';
export {
  fragment,
  include,
  type FragmentProps,
  type GatewayFragment,
  type SectionName,
} from './documents/gateway-fragment';
export {
  authenticationManagedIdentity,
  type AuthenticationManagedIdentityProps,
} from './elements/authentication-managed-identity';
export { base } from './elements/base';
export { cacheLookupValue, type CacheLookupValueProps } from './elements/cache-lookup-value';
export { cacheRemoveValue, type CacheRemoveValueProps } from './elements/cache-remove-value';
export { cacheStoreValue, type CacheStoreValueProps } from './elements/cache-store-value';
export { choose, type ChooseProps, type When } from './elements/choose';
export { cors, type CorsProps } from './elements/cors';
export { element, text, type AttributeValue, type PolicyProps } from './elements/element';
export { forwardRequest, type ForwardRequestProps } from './elements/forward-request';
export { includeFragment, type IncludeFragmentProps } from './elements/include-fragment';
export { rateLimitByKey, type RateLimitByKeyProps } from './elements/rate-limit-by-key';
export { returnResponse, type ReturnResponseProps } from './elements/return-response';
export { rewriteUri, type RewriteUriProps } from './elements/rewrite-uri';
export { sendRequest, type SendRequestProps } from './elements/send-request';
export { setBody, type SetBodyProps } from './elements/set-body';
export { setHeader, type SetHeaderProps } from './elements/set-header';
export { setMethod, type SetMethodProps } from './elements/set-method';
export { setQueryParameter, type SetQueryParameterProps } from './elements/set-query-parameter';
export { setStatus, type SetStatusProps } from './elements/set-status';
export { setVariable, type SetVariableProps } from './elements/set-variable';
export {
  validateAzureAdToken,
  type RequiredClaim,
  type ValidateAzureAdTokenProps,
} from './elements/validate-azure-ad-token';
export { validateJwt, type ValidateJwtProps } from './elements/validate-jwt';
export { loadCSharp } from './language/expressions/grammar';
export { namedValue, namedValueText } from './language/expressions/named-value';
export { block, csharp, CSharpCode, expression, type CSharpValue } from './language/expressions/template';
export type { Finding } from './language/lint/finding';
export { formatFindings } from './language/lint/format-findings';
export { lintService } from './language/lint/lint-service';
export { readServices } from './language/service/read-service';
export type { ServiceModel } from './language/service/model';
export { equalXml } from './language/xml/equal';
export type { Position, XmlAttribute, XmlElement, XmlNode, XmlText } from './language/xml/node';
export { parseRawXml } from './language/xml/parse';
export { prettyPrint } from './language/xml/pretty-print';
export { RawXmlError, type RawXmlFinding } from './language/xml/raw-xml-error';
export { serialise } from './language/xml/serialise';
