// Says a request of the port in the words of the Messages API (platform.claude.com/docs/en/api/messages).
import type Anthropic from '@anthropic-ai/sdk';
import { transformJSONSchema } from '@anthropic-ai/sdk/lib/transform-json-schema';
import { unreachable } from '../../core/unreachable.ts';
import type { AssistantPart, ModelMessage, ModelRequest, SystemPart, UserPart } from '../../ports/model.ts';
import { unsealReasoning } from './reasoning.ts';

/** A request may carry four cache marks (docs/en/build-with-claude/prompt-caching); one is the conversation's. */
const SYSTEM_MARKS = 3;

export function composeRequest(request: ModelRequest): Anthropic.MessageCreateParamsStreaming {
  const { tools, outputSchema, effort } = request;
  return {
    model: request.model,
    max_tokens: request.maxOutputTokens,
    stream: true,
    ...(request.system.length > 0 && { system: composeSystem(request.system) }),
    messages: composeMessages(request.messages, request.cachesConversation),
    ...(tools.length > 0 && {
      tools: tools.map(({ name, description, inputSchema }) => ({
        name,
        description,
        input_schema: { ...inputSchema, type: 'object' as const },
      })),
      tool_choice: { type: request.toolChoice },
    }),
    ...((outputSchema !== null || effort !== null) && {
      output_config: {
        ...(effort !== null && { effort }),
        // The API knows a part of JSON Schema; the SDK moves the rest into descriptions, and our own check stays whole.
        ...(outputSchema !== null && {
          format: { type: 'json_schema' as const, schema: transformJSONSchema({ ...outputSchema }) },
        }),
      },
    }),
  };
}

function composeSystem(parts: readonly SystemPart[]): Anthropic.TextBlockParam[] {
  const marked = parts.filter(({ cachedFor }) => cachedFor !== 'not').slice(-SYSTEM_MARKS);
  return parts.map((part) => ({
    type: 'text',
    text: part.text,
    ...(part.cachedFor !== 'not' &&
      marked.includes(part) && { cache_control: { type: 'ephemeral' as const, ttl: part.cachedFor } }),
  }));
}

function composeMessages(
  messages: readonly ModelMessage[],
  cachesConversation: boolean,
): Anthropic.MessageParam[] {
  return messages.flatMap((message, index): Anthropic.MessageParam[] => {
    if (message.role === 'assistant') {
      const content = message.parts.flatMap(composeAssistantPart);
      // A message without content is refused; two of a user's in a row are taken as one.
      return content.length === 0 ? [] : [{ role: 'assistant', content }];
    }
    const content = message.parts.map(composeUserPart);
    const last = content.at(-1);
    if (cachesConversation && index === messages.length - 1 && last !== undefined) {
      last.cache_control = { type: 'ephemeral' };
    }
    return [{ role: 'user', content }];
  });
}

function composeUserPart(part: UserPart): Anthropic.TextBlockParam | Anthropic.ToolResultBlockParam {
  switch (part.kind) {
    case 'text':
      return { type: 'text', text: part.text };
    case 'tool-result':
      return { type: 'tool_result', tool_use_id: part.callId, content: part.text, is_error: part.isError };
    default:
      return unreachable(part);
  }
}

function composeAssistantPart(part: AssistantPart): Anthropic.ContentBlockParam[] {
  switch (part.kind) {
    case 'text':
      // Empty texts come in answers, but are refused in requests.
      return part.text.trim() === '' ? [] : [{ type: 'text', text: part.text }];
    case 'reasoning':
      return unsealReasoning(part.sealed);
    case 'tool-call':
      return [{ type: 'tool_use', id: part.callId, name: part.name, input: objectOf(part.input) }];
    default:
      return unreachable(part);
  }
}

/** The API takes objects only, also back from a model that wrote something else. */
function objectOf(input: unknown): object {
  return typeof input === 'object' && input !== null && !Array.isArray(input) ? input : { unreadable: input };
}
