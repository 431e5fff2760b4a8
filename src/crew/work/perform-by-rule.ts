// An agent of the performance crew without a model: it writes its documents by the deterministic tools alone.
import type { AgentAnswer } from '../roster/agent-answer.ts';
import type { AgentDefinition } from '../roster/agent-definition.ts';
import type { TaskContext } from '../../runtime/graph/task-context.ts';
import { isDocumentName } from './document-schemas.ts';
import { makeDocument } from './documents.ts';
import type { Study } from './study.ts';

const NO_TOKENS = { inputTokens: 0, outputTokens: 0 };

/** An agent that promises a document no tool can write fails, and says what would write it. */
export async function performByRule(
  { name }: AgentDefinition,
  { task, inputs }: TaskContext,
  study: Study,
): Promise<AgentAnswer> {
  const documents: Record<string, unknown> = {};
  for (const promised of task.writes) {
    if (!isDocumentName(promised))
      return {
        kind: 'failed',
        reason: `${name} writes ${promised}, for which a model is needed: set ANTHROPIC_API_KEY.`,
        usage: NO_TOKENS,
      };
    documents[promised] = await makeDocument(promised, study, inputs);
  }
  return { kind: 'done', output: { documents, ...NO_TOKENS } };
}
