// A language model as one streamed call over primitives; which company answers, and how it is reached, is the adapter's matter.

export interface Model {
  /**
   * Streams one answer. Ends with exactly one `stop` event, whatever went wrong on the way; throws only the reason of the
   * signal. A `retry` event voids what was streamed before it: a cut stream cannot be resumed, so it is asked for anew.
   */
  run(request: ModelRequest, signal: AbortSignal): AsyncIterable<ModelEvent>;
}

export type ModelEffort = 'low' | 'medium' | 'high' | 'xhigh' | 'max';

/** A JSON Schema (draft 2020-12) of an object. */
export type JsonSchema = Readonly<Record<string, unknown>>;

export interface ModelRequest {
  /** The provider's name of the model. */
  readonly model: string;
  readonly system: readonly SystemPart[];
  readonly messages: readonly ModelMessage[];
  readonly tools: readonly ModelTool[];
  /** `none` keeps the tools in the request, and so in the cache, but asks for an answer without them. */
  readonly toolChoice: 'auto' | 'none';
  /** The final text is JSON of this shape; null leaves it free. */
  readonly outputSchema: JsonSchema | null;
  readonly maxOutputTokens: number;
  /** Null leaves it to the model. */
  readonly effort: ModelEffort | null;
  /** Marks the end of the conversation, so that the next turn reads it from the cache. */
  readonly cachesConversation: boolean;
}

export interface SystemPart {
  readonly text: string;
  /** How long everything up to the end of this part is kept for later requests. */
  readonly cachedFor: 'not' | '5m' | '1h';
}

export interface ModelTool {
  readonly name: string;
  readonly description: string;
  readonly inputSchema: JsonSchema;
}

export type ModelMessage =
  | { readonly role: 'user'; readonly parts: readonly UserPart[] }
  | { readonly role: 'assistant'; readonly parts: readonly AssistantPart[] };

export type UserPart = TextPart | ToolResultPart;
export type AssistantPart = TextPart | ReasoningPart | ToolCallPart;

export interface TextPart {
  readonly kind: 'text';
  readonly text: string;
}

/** The provider's own words for itself, handed back unchanged: a turn with tools is refused without them. */
export interface ReasoningPart {
  readonly kind: 'reasoning';
  readonly sealed: string;
}

export interface ToolCallPart {
  readonly kind: 'tool-call';
  readonly callId: string;
  readonly name: string;
  /** Parsed JSON; the text itself where it is none. */
  readonly input: unknown;
}

export interface ToolResultPart {
  readonly kind: 'tool-result';
  readonly callId: string;
  readonly text: string;
  readonly isError: boolean;
}

export type ModelEvent =
  | TextPart
  | ReasoningPart
  | ToolCallPart
  /** What is to be added to what was counted before; failed attempts count too, as they are billed. */
  | { readonly kind: 'usage'; readonly usage: ModelUsage }
  | { readonly kind: 'retry'; readonly failure: ModelFailure; readonly waitMs: number }
  | { readonly kind: 'stop'; readonly stop: ModelStop };

export interface ModelUsage {
  /** Read at full price: neither from the cache nor into it. */
  readonly inputTokens: number;
  readonly cacheReadTokens: number;
  readonly cacheWriteTokens: number;
  readonly outputTokens: number;
}

export type ModelStop =
  | { readonly kind: 'finished' }
  | { readonly kind: 'tool-calls' }
  | { readonly kind: 'truncated'; readonly limit: 'output' | 'context' }
  | { readonly kind: 'refused'; readonly category: string | null }
  | { readonly kind: 'failed'; readonly failure: ModelFailure };

export type ModelFailureCode =
  | 'rate-limited'
  | 'overloaded'
  | 'server-error'
  | 'unreachable'
  | 'timed-out'
  | 'stream-cut'
  | 'key-refused'
  | 'request-refused'
  | 'unexpected-answer'
  /** A cap of the budget forbids the call; nothing was sent. */
  | 'budget-spent';

export interface ModelFailure {
  readonly code: ModelFailureCode;
  /** What happened, as one sentence without secrets. */
  readonly what: string;
  /** The one thing to do about it. */
  readonly mend: string;
  /** Attempts made so far, this one included. */
  readonly attempts: number;
}
