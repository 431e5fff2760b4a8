// Why a model gave no answer, in words for the note that stands in its place.
import type { AgentEnd } from '../../runtime/agent/agent-job.ts';

export function describeEnd(end: Exclude<AgentEnd<unknown>, { kind: 'done' }>): string {
  switch (end.kind) {
    case 'refused':
      return 'The model refused the task.';
    case 'truncated':
      return `The answer was cut off by the limit of its ${end.limit}.`;
    case 'exhausted':
      return `The limit of ${end.bound} was reached before there was an answer.`;
    case 'malformed':
      return `The answer did not have the required shape: ${end.issues.slice(0, 3).join('; ')}.`;
    case 'failed':
      return `${end.failure.what} ${end.failure.mend}`;
  }
}
