// What whoever watches an agent is told while it works, in the order in which it happens.
import type { ModelFailure, ModelStop, ModelUsage } from '../../ports/model.ts';

export type AgentEvent =
  | { readonly kind: 'turn'; readonly turn: number }
  | { readonly kind: 'text'; readonly turn: number; readonly text: string }
  /** What this turn streamed so far is void: it is asked for anew. */
  | { readonly kind: 'retry'; readonly turn: number; readonly failure: ModelFailure; readonly waitMs: number }
  | { readonly kind: 'usage'; readonly turn: number; readonly usage: ModelUsage }
  | { readonly kind: 'call'; readonly turn: number; readonly callId: string; readonly name: string }
  | { readonly kind: 'result'; readonly turn: number; readonly callId: string; readonly isError: boolean }
  /** The answer did not fit its schema and is asked for once more. */
  | { readonly kind: 'repair'; readonly turn: number; readonly issues: readonly string[] }
  | { readonly kind: 'stop'; readonly turn: number; readonly stop: ModelStop };
