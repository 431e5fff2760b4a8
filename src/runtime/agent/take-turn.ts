// One turn of a conversation: streams the model's answer to the observer and gathers it into one message.
import type {
  AssistantPart,
  Model,
  ModelRequest,
  ModelStop,
  ModelUsage,
  ToolCallPart,
} from '../../ports/model.ts';
import type { AgentEvent } from './agent-event.ts';

export interface Turn {
  readonly parts: readonly AssistantPart[];
  readonly calls: readonly ToolCallPart[];
  readonly text: string;
  readonly stop: ModelStop;
}

export interface TurnOutside {
  readonly model: Model;
  readonly signal: AbortSignal;
  readonly turn: number;
  readonly observe: (event: AgentEvent) => void;
  /** Told as it is counted, so that nothing is lost when the turn is cancelled. */
  readonly count: (usage: ModelUsage) => void;
}

export async function takeTurn(request: ModelRequest, outside: TurnOutside): Promise<Turn> {
  const { turn, observe } = outside;
  let parts: AssistantPart[] = [];
  observe({ kind: 'turn', turn });
  for await (const event of outside.model.run(request, outside.signal)) {
    switch (event.kind) {
      case 'text': {
        const last = parts.at(-1);
        if (last?.kind === 'text') parts.splice(-1, 1, { kind: 'text', text: last.text + event.text });
        else parts.push(event);
        observe({ kind: 'text', turn, text: event.text });
        break;
      }
      case 'reasoning':
        parts.push(event);
        break;
      case 'tool-call':
        parts.push(event);
        observe({ kind: 'call', turn, callId: event.callId, name: event.name });
        break;
      case 'usage':
        outside.count(event.usage);
        observe({ kind: 'usage', turn, usage: event.usage });
        break;
      case 'retry':
        parts = [];
        observe({ kind: 'retry', turn, failure: event.failure, waitMs: event.waitMs });
        break;
      case 'stop': {
        observe({ kind: 'stop', turn, stop: event.stop });
        const text = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : [])).join('');
        return { parts, calls: parts.filter((part) => part.kind === 'tool-call'), text, stop: event.stop };
      }
    }
  }
  throw new Error('The model ended without saying why, which the port forbids.');
}
