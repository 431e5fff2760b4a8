// Counts tokens from a stream, where they come as totals so far (docs/en/build-with-claude/streaming), and tells what was added.
import type Anthropic from '@anthropic-ai/sdk';
import type { ModelUsage } from '../../ports/model.ts';

type SaidUsage = Partial<Anthropic.MessageDeltaUsage>;

const NOTHING: ModelUsage = { inputTokens: 0, cacheReadTokens: 0, cacheWriteTokens: 0, outputTokens: 0 };

/** Null where nothing was added. */
export function usageCounter(): (said: SaidUsage | undefined) => ModelUsage | null {
  let counted = NOTHING;
  return (said) => {
    const usage = usageOf(said, counted);
    const added = difference(usage, counted);
    counted = usage;
    return Object.values(added).some((tokens) => tokens > 0) ? added : null;
  };
}

/** Counts are cumulative: they never fall, and a later null means unchanged. */
function usageOf(said: SaidUsage | undefined, before: ModelUsage): ModelUsage {
  return {
    inputTokens: Math.max(before.inputTokens, said?.input_tokens ?? 0),
    cacheReadTokens: Math.max(before.cacheReadTokens, said?.cache_read_input_tokens ?? 0),
    cacheWriteTokens: Math.max(before.cacheWriteTokens, said?.cache_creation_input_tokens ?? 0),
    outputTokens: Math.max(before.outputTokens, said?.output_tokens ?? 0),
  };
}

function difference(now: ModelUsage, before: ModelUsage): ModelUsage {
  return {
    inputTokens: now.inputTokens - before.inputTokens,
    cacheReadTokens: now.cacheReadTokens - before.cacheReadTokens,
    cacheWriteTokens: now.cacheWriteTokens - before.cacheWriteTokens,
    outputTokens: now.outputTokens - before.outputTokens,
  };
}
