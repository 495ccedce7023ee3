/** One function as the deployed code registered it: its bindings by name, the trigger among them. */
export interface FunctionMetadata {
  readonly name: string;
  readonly bindings: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

/** A value on its way to the deployed code, in the form the Functions host uses: text that may hold JSON. */
export interface RpcText {
  readonly string: string;
}

/** What the host asks the worker process to do: run one function. */
export interface InvokeRequest {
  readonly id: string;
  readonly functionName: string;
  readonly triggerName: string;
  readonly triggerValue: RpcText;
  readonly triggerMetadata: Readonly<Record<string, RpcText>>;
}

/** What the worker process tells the host. */
export type WorkerMessage =
  | { readonly kind: 'ready'; readonly functions: readonly FunctionMetadata[] }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'log'; readonly level: string; readonly message: string }
  | { readonly kind: 'returned'; readonly id: string; readonly value: string | undefined }
  | { readonly kind: 'threw'; readonly id: string; readonly message: string };
