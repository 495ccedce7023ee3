import { NAMED_VALUES } from '../contract/named-values';
import { STORE } from '../contract/store';
import type { StoreContainerName } from '../contract/store';
import { sendRequest } from '../elements/send-request';
import type { SetHeaderProps } from '../elements/set-header';
import { namedValue } from '../language/expressions/named-value';
import { csharp, expression } from '../language/expressions/template';
import type { CSharpCode } from '../language/expressions/template';
import type { XmlElement } from '../language/xml/node';
import { refuseWhen } from './refuse-when';
import { STORE_AUTHORIZATION } from './store-authorization';
import { jsonVariable, responseVariable, stringVariable } from './variables';
import { codeBlock } from './code-block';

/** Longest wait for the store; a login makes several calls and a client waits ten seconds for each answer. */
const TIMEOUT_SECONDS = 5;

const JSON_BODY: SetHeaderProps = { name: 'Content-Type', values: ['application/json'] };

/** What every request to the store has in common. */
interface StoreRequestProps {
  readonly container: StoreContainerName;
  /** Variable that receives the IResponse. */
  readonly response: string;
  /** What the caller gets when the store does not answer, or answers what it never should: 503, never 401. */
  readonly unavailable: readonly XmlElement[];
}

/** What {@link readItem} takes. */
export interface ReadItemProps extends StoreRequestProps {
  /** C# of the item's id: a hash or hex, because it stands in a URL. */
  readonly id: CSharpCode;
}

/** Reads one item. Goes on with 200 (found) or 404 (absent). Needs {@link STORE_AUTHORIZATION}. */
export function readItem({ container, id, response, unavailable }: ReadItemProps): readonly XmlElement[] {
  return [
    sendRequest({
      ...request(response),
      method: 'GET',
      url: expression(csharp`${itemsUrl(container)} + "/" + ${id}`),
      headers: headers(id),
    }),
    refuseUnless(response, [200, 404], unavailable),
  ];
}

/** What {@link createItem} takes. */
export interface CreateItemProps extends StoreRequestProps {
  /** Variable with the item, a JSON object with `id` and `ttl`. */
  readonly item: string;
  /** Replaces an item that is there already. @default false */
  readonly upsert?: boolean;
}

/** Creates one item. Goes on with 201 (created), 409 (there is one already) or, for an upsert, 200 (replaced). */
export function createItem(props: CreateItemProps): readonly XmlElement[] {
  const { container, item, response, upsert, unavailable } = props;
  return [
    sendRequest({
      ...request(response),
      method: 'POST',
      url: expression(itemsUrl(container)),
      headers: [
        ...headers(itemId(item)),
        JSON_BODY,
        ...(upsert === true ? [{ name: 'x-ms-documentdb-is-upsert', values: ['True'] }] : []),
      ],
      body: itemBody(item),
    }),
    refuseUnless(response, upsert === true ? [200, 201] : [201, 409], unavailable),
  ];
}

/** What {@link replaceItem} takes. */
export interface ReplaceItemProps extends StoreRequestProps {
  /** Variable with the item as it was read, `_etag` included, and changed since. */
  readonly item: string;
}

/**
 * Replaces an item if nobody else did since it was read. Goes on with 200 (replaced), 412 (somebody was faster) or 404
 * (deleted meanwhile).
 */
export function replaceItem({ container, item, response, unavailable }: ReplaceItemProps): readonly XmlElement[] {
  return [conditionalReplace({ container, item, response }), refuseUnless(response, [200, 404, 412], unavailable)];
}

/** The request of {@link replaceItem} alone, for a write whose failure changes nothing. */
export function conditionalReplace(props: Omit<ReplaceItemProps, 'unavailable'>): XmlElement {
  const { container, item, response } = props;
  return sendRequest({
    ...request(response),
    method: 'PUT',
    url: expression(csharp`${itemsUrl(container)} + "/" + ${itemId(item)}`),
    headers: [
      ...headers(itemId(item)),
      JSON_BODY,
      { name: 'If-Match', values: [expression(csharp`(string)${jsonVariable(item)}["_etag"]`)] },
    ],
    body: itemBody(item),
  });
}

/** Policy expression: whether the store's answer has this status. */
export function storeAnswered(response: string, status: number): string {
  return expression(csharp`${responseVariable(response)}.StatusCode == ${status}`);
}

/** Policy expression: whether a conditional replace was lost to somebody else. */
export function replaceLost(response: string): string {
  return expression(csharp`${responseVariable(response)}.StatusCode != 200`);
}

function request(response: string) {
  return { responseVariableName: response, timeoutSeconds: TIMEOUT_SECONDS, ignoreError: true } as const;
}

function itemsUrl(container: StoreContainerName): CSharpCode {
  const path = `/dbs/${STORE.database}/colls/${STORE.containers[container].name}/docs`;
  return csharp`${namedValue(NAMED_VALUES.cosmosEndpoint)} + ${path}`;
}

function itemId(item: string): CSharpCode {
  return csharp`(string)${jsonVariable(item)}["id"]`;
}

function itemBody(item: string): string {
  return expression(csharp`${jsonVariable(item)}.ToString(Newtonsoft.Json.Formatting.None)`);
}

function headers(id: CSharpCode): readonly SetHeaderProps[] {
  return [
    { name: 'Authorization', values: [expression(stringVariable(STORE_AUTHORIZATION))] },
    { name: 'x-ms-date', values: [expression(csharp`DateTime.UtcNow.ToString("r")`)] },
    { name: 'x-ms-version', values: ['2018-12-31'] },
    { name: 'x-ms-documentdb-partitionkey', values: [expression(csharp`"[\"" + ${id} + "\"]"`)] },
  ];
}

function refuseUnless(
  response: string,
  [first, ...statuses]: readonly [number, ...number[]],
  unavailable: readonly XmlElement[],
): XmlElement {
  const unexpected = statuses.reduce<CSharpCode>(
    (code, status) => csharp`${code} && response.StatusCode != ${status}`,
    csharp`response.StatusCode != ${first}`,
  );
  return refuseWhen({
    condition: codeBlock(csharp`
      var response = ${responseVariable(response)};
      return response == null || (${unexpected});`),
    answer: unavailable,
  });
}
