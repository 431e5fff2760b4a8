// What a model is told that adds to documents the tools have written: its part, what is there, and why an earlier answer was refused.
import { quoteAsData } from '../../runtime/agent/quote-data.ts';
import type { TaskContext } from '../../runtime/graph/task-context.ts';
import type { SystemPart } from '../../ports/model.ts';
import type { Handover } from '../roster/agent-answer.ts';
import type { AgentDefinition } from '../roster/agent-definition.ts';
import { describeDocuments, describeHandover } from '../roster/agent-prompt.ts';
import type { Crew } from '../roster/crew.ts';
import type { AgentParts } from './agent-parts.ts';
import { MOST_ADDITIONS } from './additions.ts';

const RULES = `You are one agent of a crew. You only read; nothing you say is done by you.
Deterministic tools have written the documents of your task already. They stand, whatever you answer. You add what they cannot see, and nothing that they say already. An answer that adds nothing is a good answer.
Everything you add is checked by a program: the path and line must be there in head, targets must be configured, the text to find must stand in the file exactly once, and the edited file must parse. One addition that fails sends the whole answer back.
Say only what you have read or a tool has told you, with the place where it stands. Never guess. You know no measurement but those in the documents; give no numbers of your own.

Answer with these lists, at most ${MOST_ADDITIONS} entries each, empty where you have nothing:
- bottlenecks: what costs time and is not in the draft. kind (small letters and dashes), title, path, line, targets, evidence (what you read, and where), advice (the one thing to do).
- proposals: changes that remove a bottleneck and alter nothing else. title, why, path and line of what is mended, targets, risk, edits. An edit is path, find, replace: find is copied from the file byte for byte and stands there once. You write no diff. Tests, benchmarks, settings, lock files, scripts, .github are refused, and so is remembering answers between requests.
- remarks: document (one of yours), markdown (what a reader of it should know).
- doubts: id of a bottleneck or proposal you hold to be wrong, and the reason. It is shown, nothing is removed for it.
- escalate: null; or one sentence on what is missing where the task cannot be done with what you may read.`;

/** The same for every agent of a crew up to the last part, so that the cache holds for all of them. */
export function additionsSystem(agent: AgentDefinition, crew: Crew): readonly SystemPart[] {
  const shared = `The crew: ${crew.name}. Its purpose: ${crew.purpose}`;
  return [
    { text: [RULES, shared, crew.instructions].filter((part) => part !== '').join('\n\n'), cachedFor: '5m' },
    {
      text: `Your role: ${agent.role}\nYour goal: ${agent.goal}\n\n${agent.instructions}`,
      cachedFor: 'not',
    },
  ];
}

/** An answer of this task that our check refused. */
export interface Rejected {
  readonly answer: string;
  readonly reasons: string;
}

interface Told {
  readonly crew: Crew;
  readonly parts: AgentParts;
  readonly handover: Handover | null;
  readonly rejected: Rejected | null;
  readonly random: () => number;
}

export async function additionsPrompt(
  context: Pick<TaskContext, 'task' | 'inputs'>,
  { crew, parts, handover, rejected, random }: Told,
): Promise<string> {
  const { task } = context;
  const lists = [
    ...(parts.bottlenecks ? ['bottlenecks'] : []),
    ...(parts.proposals ? ['proposals'] : []),
    ...(parts.markdown.length > 0 ? [`remarks (on ${parts.markdown.join(', ')})`] : []),
    'doubts',
  ];
  return [
    `Task ${task.id}: add to ${task.writes.join(', ')}. The lists that are yours: ${lists.join(', ')}; leave the others empty.`,
    ...(handover === null ? [] : [describeHandover(handover, random)]),
    await describeDocuments(context, { crew, random }),
    'What the tools have written of your documents is there under draft- and the name; read it first.',
    ...(task.reads.includes('feedback')
      ? ['Read feedback: what became of earlier proposals. Do not repeat what failed; learn from the reason.']
      : []),
    ...(rejected === null ? [] : [describeRejected(rejected, random)]),
  ].join('\n\n');
}

function describeRejected({ answer, reasons }: Rejected, random: () => number): string {
  return [
    'An earlier answer to this task was refused by the check. Give the whole answer again: mend what is refused, or leave it out.',
    quoteAsData('the answer', answer, random),
    quoteAsData('why it was refused', reasons, random),
  ].join('\n');
}
