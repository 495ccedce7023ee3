import type { XmlElement } from '../language/xml/node';
import { element } from './element';
import type { PolicyProps } from './element';

/** What {@link rewriteUri} takes. */
export interface RewriteUriProps extends PolicyProps {
  /** Path and query below the API's service URL. */
  readonly template: string;
  /** Whether query parameters that the operation's template does not name are kept. @default true */
  readonly copyUnmatchedParams?: boolean;
}

/** Replaces the path that the backend sees (https://learn.microsoft.com/azure/api-management/rewrite-uri-policy). */
export function rewriteUri({ template, copyUnmatchedParams, id }: RewriteUriProps): XmlElement {
  return element('rewrite-uri', { id, template, 'copy-unmatched-params': copyUnmatchedParams });
}
