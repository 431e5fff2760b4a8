// Turns the server's events into the port's: texts as they come, tool calls once whole, usage as increments, and why it stopped.
import type Anthropic from '@anthropic-ai/sdk';
import type { ModelEvent, ModelStop } from '../../ports/model.ts';
import { usageCounter } from './count-usage.ts';
import { sealReasoning, type ReasoningBlock } from './reasoning.ts';

/** What the API adds over time comes as unknown events, which are passed over (docs/en/build-with-claude/streaming). */
type Open =
  | { readonly kind: 'text' }
  | { readonly kind: 'tool'; readonly callId: string; readonly name: string; json: string }
  | { readonly kind: 'reasoning'; readonly block: ReasoningBlock };

/** Returns how the answer ended, or null where the stream was cut before it said so. */
export async function* readStream(
  events: AsyncIterable<Anthropic.RawMessageStreamEvent>,
): AsyncGenerator<ModelEvent, ModelStop | null> {
  const open = new Map<number, Open>();
  const count = usageCounter();
  let stop: ModelStop | null = null;
  let hasEnded = false;

  for await (const event of events) {
    if (event.type === 'message_start' || event.type === 'message_delta') {
      const added = count(event.type === 'message_start' ? event.message.usage : event.usage);
      if (added !== null) yield { kind: 'usage', usage: added };
      if (event.type === 'message_delta') stop = stopOf(event.delta) ?? stop;
    } else if (event.type === 'content_block_start') {
      const block = opened(event.content_block);
      if (block !== null) open.set(event.index, block);
    } else if (event.type === 'content_block_delta') {
      const text = grown(open.get(event.index), event.delta);
      if (text !== '') yield { kind: 'text', text };
    } else if (event.type === 'content_block_stop') {
      const closed = closedPart(open.get(event.index));
      open.delete(event.index);
      if (closed !== null) yield closed;
    } else if (event.type === 'message_stop') {
      hasEnded = true;
    }
  }
  return hasEnded ? stop : null;
}

function opened(block: Anthropic.ContentBlock): Open | null {
  if (block.type === 'text') return { kind: 'text' };
  if (block.type === 'tool_use') return { kind: 'tool', callId: block.id, name: block.name, json: '' };
  if (block.type === 'thinking') {
    const { type, thinking, signature } = block;
    return { kind: 'reasoning', block: { type, thinking, signature } };
  }
  if (block.type === 'redacted_thinking') {
    return { kind: 'reasoning', block: { type: block.type, data: block.data } };
  }
  return null;
}

/** The text to stream on, if any. */
function grown(open: Open | undefined, delta: Anthropic.RawContentBlockDelta): string {
  if (open?.kind === 'text' && delta.type === 'text_delta') return delta.text;
  if (open?.kind === 'tool' && delta.type === 'input_json_delta') open.json += delta.partial_json;
  if (open?.kind === 'reasoning' && open.block.type === 'thinking') {
    if (delta.type === 'thinking_delta') open.block.thinking += delta.thinking;
    if (delta.type === 'signature_delta') open.block.signature = delta.signature;
  }
  return '';
}

function closedPart(open: Open | undefined): ModelEvent | null {
  if (open?.kind === 'reasoning') return { kind: 'reasoning', sealed: sealReasoning(open.block) };
  if (open?.kind !== 'tool') return null;
  return { kind: 'tool-call', callId: open.callId, name: open.name, input: inputOf(open.json) };
}

/** A tool without input sends nothing at all; what is no JSON goes on as text, and the tool's schema refuses it. */
function inputOf(json: string): unknown {
  if (json.trim() === '') return {};
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}

function stopOf(delta: Anthropic.RawMessageDeltaEvent['delta']): ModelStop | null {
  switch (delta.stop_reason) {
    case null:
      return null;
    case 'end_turn':
    case 'stop_sequence':
      return { kind: 'finished' };
    case 'tool_use':
      return { kind: 'tool-calls' };
    case 'max_tokens':
      return { kind: 'truncated', limit: 'output' };
    case 'model_context_window_exceeded':
      return { kind: 'truncated', limit: 'context' };
    case 'refusal':
      return { kind: 'refused', category: delta.stop_details?.category ?? null };
    case 'pause_turn':
    default:
      return {
        kind: 'failed',
        failure: {
          code: 'unexpected-answer',
          what: `The model stopped with the reason ${JSON.stringify(delta.stop_reason)}, which is not known here.`,
          mend: 'Update perfcrew, or name another model.',
          attempts: 1,
        },
      };
  }
}
