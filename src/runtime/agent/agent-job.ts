// What an agent is given, what it may spend, and how it can end: every end that is not an answer has its own name.
import type { Clock } from '../../ports/clock.ts';
import type { Model, ModelEffort, ModelFailure, ModelUsage, SystemPart } from '../../ports/model.ts';
import type { AgentEvent } from './agent-event.ts';
import type { AgentTool } from './agent-tool.ts';
import type { Answer } from './answer.ts';
import type { Transcript } from './transcript.ts';

export interface AgentJob<Output> {
  readonly model: string;
  readonly effort: ModelEffort | null;
  /** The rule about quoted data is put before these. */
  readonly system: readonly SystemPart[];
  /** Text of the repository in it is quoted by `quoteAsData`. */
  readonly prompt: string;
  readonly tools: readonly AgentTool[];
  readonly answer: Answer<Output>;
  readonly limits: AgentLimits;
}

export interface AgentLimits {
  readonly turns: number;
  /** Everything read and written in all turns together. */
  readonly tokens: number;
  readonly outputTokensPerTurn: number;
  readonly durationMs: number;
  readonly callsPerTurn: number;
  readonly resultCharacters: number;
}

export const DEFAULT_LIMITS: AgentLimits = {
  turns: 20,
  tokens: 400_000,
  outputTokensPerTurn: 16_000,
  durationMs: 600_000,
  callsPerTurn: 16,
  resultCharacters: 20_000,
};

export interface AgentOutside {
  readonly model: Model;
  readonly clock: Clock;
  /** At least 0, below 1; not to be foreseen by who wrote the text under review. */
  readonly random: () => number;
  /** Takes secrets out of what is sent to the model and of what is kept. */
  readonly redact: (text: string) => string;
  readonly observe: (event: AgentEvent) => void;
  readonly signal: AbortSignal;
}

export interface AgentResult<Output> {
  readonly end: AgentEnd<Output>;
  readonly usage: ModelUsage;
  readonly transcript: Transcript;
}

export type AgentEnd<Output> =
  | { readonly kind: 'done'; readonly output: Output }
  | { readonly kind: 'refused'; readonly category: string | null }
  | { readonly kind: 'truncated'; readonly limit: 'output' | 'context' }
  | { readonly kind: 'exhausted'; readonly bound: 'turns' | 'tokens' | 'time' }
  /** The answer did not fit its schema, also when asked for once more. */
  | { readonly kind: 'malformed'; readonly issues: readonly string[] }
  | { readonly kind: 'failed'; readonly failure: ModelFailure };
