// What a model may add to the documents that the tools have written: never the documents themselves, and never a patch.
import { z } from 'zod';
import type { DeepReadonly } from '../../core/document.ts';
import { jsonAnswer, type Answer } from '../../runtime/agent/answer.ts';
import type { AgentParts } from './agent-parts.ts';

const lineSchema = z.string().trim().min(1).max(200);
const proseSchema = z.string().trim().min(1).max(3000);
const targetsSchema = z.array(z.string().max(300)).max(50);

const newBottleneckSchema = z.strictObject({
  kind: z.string().max(60),
  title: lineSchema,
  path: z.string().max(500),
  /** In head, from 1. */
  line: z.int().min(1),
  targets: targetsSchema,
  evidence: proseSchema,
  advice: proseSchema,
});

const editSchema = z.strictObject({
  path: z.string().max(500),
  /** Stands in the file exactly once. */
  find: z.string().min(1).max(20_000),
  replace: z.string().max(40_000),
});

const newProposalSchema = z.strictObject({
  title: lineSchema,
  why: proseSchema,
  path: z.string().max(500),
  line: z.int().min(1),
  targets: targetsSchema,
  risk: z.enum(['low', 'medium', 'high']),
  edits: z.array(editSchema).min(1).max(30),
});

/** Of each list; more nobody checks with care. */
export const MOST_ADDITIONS = 10;

function listOf<Item extends z.ZodType>(item: Item, isAsked: boolean) {
  return z.array(item).max(isAsked ? 4 * MOST_ADDITIONS : 0);
}

function additionsSchema({ bottlenecks, proposals, markdown }: AgentParts) {
  const [first, ...others] = markdown;
  return z.strictObject({
    bottlenecks: listOf(newBottleneckSchema, bottlenecks),
    proposals: listOf(newProposalSchema, proposals),
    remarks: listOf(
      z.strictObject({
        document: first === undefined ? z.string().max(60) : z.enum([first, ...others]),
        markdown: z.string().trim().min(1).max(6000),
      }),
      first !== undefined,
    ),
    doubts: listOf(z.strictObject({ id: z.string().max(100), reason: proseSchema }), true),
    /** Why the task cannot be done with what can be read; null where it can. */
    escalate: z.string().trim().min(1).max(2000).nullable(),
  });
}

export type Additions = DeepReadonly<z.infer<ReturnType<typeof additionsSchema>>>;
export type NewBottleneck = Additions['bottlenecks'][number];
export type NewProposal = Additions['proposals'][number];
export type Edit = NewProposal['edits'][number];

export function additionsAnswer(parts: AgentParts): Answer<Additions> {
  return jsonAnswer<Additions>(additionsSchema(parts));
}
