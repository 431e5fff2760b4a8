// The most a request may read and write, told before it is sent, so that its worst case can be set aside.
import type { ModelRequest } from '../../ports/model.ts';
import { estimateTokens } from '../context/token-estimate.ts';
import type { CataloguedModel } from '../model-catalogue.ts';
import type { CallBounds } from './money.ts';

/**
 * Above the estimate of 2.7 bytes a token. Counted with the tokenizer Anthropic published for earlier models (npm
 * @anthropic-ai/tokenizer) and the 30 % more tokens of today's: 2.4 to 3.1 bytes a token for TypeScript, diffs and Markdown of
 * this repository, 1.9 for a lock file, but 1.1 for base64, which may therefore cost more than was set aside.
 */
const MARGIN = 1.5;
/** What the provider adds in front of tools, and the frames of messages. */
const FRAME_TOKENS = 1000;

/** Of one attempt: a further one is set aside when it comes to that. */
export function callBounds(request: ModelRequest, model: CataloguedModel): CallBounds {
  const { system, messages, tools, outputSchema, cachesConversation } = request;
  const tokens = estimateTokens(JSON.stringify([system, messages, tools, outputSchema]));
  const marks = new Set(system.map(({ cachedFor }) => cachedFor));
  return {
    mostInputTokens: Math.min(model.contextTokens, Math.ceil(tokens * MARGIN) + FRAME_TOKENS),
    maxOutputTokens: Math.min(model.maxOutputTokens, request.maxOutputTokens),
    mostAttempts: 1,
    cachedFor: marks.has('1h') ? '1h' : marks.has('5m') || cachesConversation ? '5m' : 'not',
  };
}
