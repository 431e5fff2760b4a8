// What an agent said and did, as a document for people and for reruns: bounded in size, and without secrets.
import { z } from 'zod';
import { documentSchema } from '../../core/document.ts';
import type { ModelUsage, ToolResultPart } from '../../ports/model.ts';
import { boundText } from './bound-text.ts';
import type { Turn } from './take-turn.ts';

const tokens = z.int().min(0);

const usageSchema = z.strictObject({
  inputTokens: tokens,
  cacheReadTokens: tokens,
  cacheWriteTokens: tokens,
  outputTokens: tokens,
});

const turnSchema = z.strictObject({
  stop: z.string().max(200),
  text: z.string().max(10_000),
  calls: z
    .array(
      z.strictObject({
        name: z.string().max(300),
        input: z.string().max(3_000),
        result: z.string().max(5_000),
        isError: z.boolean(),
      }),
    )
    .max(50),
  usage: usageSchema,
});

export const transcriptSchema = documentSchema('agent-transcript', {
  model: z.string().max(200),
  prompt: z.string().max(10_000),
  turns: z.array(turnSchema).max(100),
  /** Of a conversation longer than 100 turns the first ones are left out. */
  leftOutTurns: tokens,
  usage: usageSchema,
});

export type Transcript = z.infer<typeof transcriptSchema>;

const LIMITS = { text: 8_000, name: 200, input: 2_000, result: 4_000, calls: 50, turns: 100 };

export interface TranscriptTurn {
  readonly turn: Turn;
  readonly results: readonly ToolResultPart[];
  readonly usage: ModelUsage;
}

export interface TranscriptFacts {
  readonly model: string;
  readonly prompt: string;
  readonly turns: readonly TranscriptTurn[];
  readonly usage: ModelUsage;
}

export function composeTranscript(facts: TranscriptFacts, redact: (text: string) => string): Transcript {
  const shown = (text: string, limit: number) => boundText(redact(text), limit);
  const kept = facts.turns.slice(-LIMITS.turns);
  return {
    document: 'agent-transcript',
    version: 1,
    model: shown(facts.model, 100),
    prompt: shown(facts.prompt, LIMITS.text),
    turns: kept.map(({ turn, results, usage }) => ({
      stop: turn.stop.kind === 'failed' ? `failed: ${turn.stop.failure.code}` : turn.stop.kind,
      text: shown(turn.text, LIMITS.text),
      calls: turn.calls.slice(0, LIMITS.calls).map((call) => {
        const result = results.find(({ callId }) => callId === call.callId);
        return {
          name: shown(call.name, LIMITS.name),
          input: shown(JSON.stringify(call.input) ?? '', LIMITS.input),
          result: shown(result?.text ?? '', LIMITS.result),
          isError: result?.isError ?? false,
        };
      }),
      usage,
    })),
    leftOutTurns: facts.turns.length - kept.length,
    usage: facts.usage,
  };
}
