// What a file of a crew says about one agent: the keys of its front matter, and the same as the rest of the room sees it.
import { z } from 'zod';
import type { DeepReadonly } from '../../core/document.ts';
import { CACHE_KINDS } from '../../runtime/cache/cached-output.ts';
import { TIERS } from '../../runtime/graph/task-graph.ts';

/** The tools there are; a crew chooses among them. All of them only read. */
export const TOOL_NAMES = [
  'lint',
  'complexity',
  'call-graph',
  'hot-paths',
  'cache-design',
  'weight',
  'security-scan',
  'read-file',
  'search-source',
  'list-files',
  'read-document',
] as const;

export const nameSchema = z
  .string()
  .max(60)
  .regex(/^[a-z0-9][a-z0-9-]*$/, 'expected small letters, digits and `-`');

const lineSchema = z.string().min(1).max(400);
const namesSchema = z.array(nameSchema).max(100).default([]);

/** How a document is written down; where nothing is said, the agent chooses Markdown or JSON. */
const formSchema = z.enum(['markdown', 'json', 'findings']);

const approvalSchema = z.strictObject({
  /** The question, as the person reads it. */
  asks: lineSchema,
  /** Roles, or logins with an `@` before them. */
  who: z
    .array(z.string().regex(/^@?[\w-]{1,60}$/, 'expected a role, or a login as `@login`'))
    .min(1)
    .max(50),
  /** Nobody's silence approves. */
  silence: z.enum(['wait', 'reject', 'escalate']).default('wait'),
  after_hours: z.number().positive().max(8760).default(72),
});

export const agentFrontSchema = z.strictObject({
  /** `crew/agent` of a shipped one: its keys hold where this file has none, and this body is added to its body. */
  extends: z
    .string()
    .regex(/^[a-z0-9-]+\/[a-z0-9-]+$/, 'expected `crew/agent`')
    .optional(),
  name: nameSchema,
  role: lineSchema,
  goal: lineSchema,
  kind: z.enum(['agent', 'coordinator', 'human']).default('agent'),
  tools: z.array(z.enum(TOOL_NAMES)).max(50).default([]),
  reads: namesSchema,
  streams: namesSchema,
  writes: namesSchema,
  forms: z.record(z.string(), formSchema).default({}),
  needs: namesSchema,
  escalates_to: nameSchema.nullable().default(null),
  tier: z.enum(TIERS).optional(),
  cache: z.enum([...CACHE_KINDS, 'never']).default('never'),
  limits: z
    .strictObject({ turns: z.int().min(1).max(200), usd: z.number().positive().max(1000) })
    .partial()
    .default({}),
  approval: approvalSchema.nullable().default(null),
});

export type AgentFront = DeepReadonly<z.infer<typeof agentFrontSchema>>;

export interface AgentDefinition extends Omit<AgentFront, 'extends' | 'escalates_to' | 'tier'> {
  readonly escalatesTo: string | null;
  readonly tier: NonNullable<AgentFront['tier']>;
  /** The body of the file: what the model is told beside role and goal. */
  readonly instructions: string;
}

export function defineAgent(front: AgentFront, instructions: string): AgentDefinition {
  const { extends: _base, escalates_to: escalatesTo, tier, ...rest } = front;
  const usual = front.kind === 'human' ? 'deterministic' : 'fast';
  return { ...rest, escalatesTo, tier: tier ?? usual, instructions };
}
