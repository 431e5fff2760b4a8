// What a model is told: who it is, what it shall write, and where its inputs lie; never the inputs themselves.
import { pointTo, renderPointer } from '../../runtime/context/render-pointer.ts';
import { quoteAsData } from '../../runtime/agent/quote-data.ts';
import type { TaskContext } from '../../runtime/graph/task-context.ts';
import type { SystemPart } from '../../ports/model.ts';
import type { Handover } from './agent-answer.ts';
import type { AgentDefinition } from './agent-definition.ts';
import type { Crew } from './crew.ts';
import { documentText } from './read-document-tool.ts';

const RULES = `You are one agent of a crew. You only read; nothing you say is done by you.
Say only what you have read or a tool has told you, with the place where it stands. Where you know nothing, write nothing.
Answer with all the documents you are asked for and null for escalate. Where you cannot do the task with what you may read, answer with null for the documents and one sentence in escalate that says what is missing. Never guess instead.`;

/** The same for every agent of a crew up to the last part, so that the cache holds for all of them. */
export function systemOf(agent: AgentDefinition, crew: Crew): readonly SystemPart[] {
  const shared = `The crew: ${crew.name}. Its purpose: ${crew.purpose}`;
  return [
    { text: [RULES, shared, crew.instructions].filter((part) => part !== '').join('\n\n'), cachedFor: '5m' },
    {
      text: `Your role: ${agent.role}\nYour goal: ${agent.goal}\n\n${agent.instructions}`,
      cachedFor: 'not',
    },
  ];
}

interface Told {
  readonly crew: Crew;
  readonly handover: Handover | null;
  readonly random: () => number;
}

export async function promptOf(context: Reading, told: Told): Promise<string> {
  const { task } = context;
  const { handover, random } = told;
  return [
    `Task ${task.id}: write ${task.writes.join(', ')}.`,
    ...(handover === null ? [] : [describeHandover(handover, random)]),
    await describeDocuments(context, told),
  ].join('\n\n');
}

type Reading = Pick<TaskContext, 'task' | 'inputs'>;

/** A pointer to each document the task may read. */
export async function describeDocuments(
  { task, inputs }: Reading,
  { crew, random }: Pick<Told, 'crew' | 'random'>,
): Promise<string> {
  const writerOf = (name: string) => crew.agents.find(({ writes }) => writes.includes(name))?.name ?? 'given';
  const pointers = await Promise.all(
    task.reads.map(async (name) => {
      const text = documentText(inputs[name]);
      return renderPointer(await pointTo(name, text, `${writerOf(name)}: ${gistOf(inputs[name])}`));
    }),
  );
  const streams = task.streams.map((name) => `${name} (being written by ${writerOf(name)})`);
  const lines = [...pointers, ...streams].map((line) => `- ${line}`);
  return lines.length === 0
    ? 'No documents are handed to you.'
    : `You may read these documents with read-document, by the name at the beginning of the line:\n${quoteAsData('documents', lines.join('\n'), random)}`;
}

export function describeHandover({ kind, from, reason }: Handover, random: () => number): string {
  const quoted = quoteAsData(`words of ${from}`, reason, random);
  return kind === 'advice'
    ? `You handed this task up to ${from}, a person, who lets it go on:\n${quoted}`
    : `You take this task over from ${from}, who gave it up:\n${quoted}`;
}

/** A few words on what is in it, from its first line or its keys. */
function gistOf(value: unknown): string {
  if (typeof value === 'string') return value.split('\n').find((line) => line.trim() !== '') ?? 'empty';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === 'object' && value !== null) return `keys ${Object.keys(value).join(', ')}`;
  return String(value);
}
