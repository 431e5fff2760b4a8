// Keeps a model's thinking blocks sealed between two turns: they carry a signature and must come back unchanged.
import type Anthropic from '@anthropic-ai/sdk';
import { z } from 'zod';

const blockSchema = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('thinking'), thinking: z.string(), signature: z.string() }),
  z.strictObject({ type: z.literal('redacted_thinking'), data: z.string() }),
]);

export type ReasoningBlock = z.infer<typeof blockSchema>;

export function sealReasoning(block: ReasoningBlock): string {
  return JSON.stringify(block);
}

/** What another provider sealed is left out. */
export function unsealReasoning(sealed: string): Anthropic.ContentBlockParam[] {
  try {
    const parsed = blockSchema.safeParse(JSON.parse(sealed));
    return parsed.success ? [parsed.data] : [];
  } catch {
    return [];
  }
}
