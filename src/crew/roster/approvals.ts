// What people decided, and whether one of these decisions answers what is asked now.
import { z } from 'zod';
import { documentSchema, type DeepReadonly } from '../../core/document.ts';
import type { AgentDefinition } from './agent-definition.ts';

const decisionSchema = z.strictObject({
  /** The person's place in the crew, by the name of its file. */
  agent: z.string().max(60),
  /** What is decided on, where it is not the person's own approval: a task handed up, or passed on by silence. */
  task: z.string().max(60).optional(),
  decision: z.enum(['approved', 'rejected']),
  /** The login. Whoever hands the document in has made sure of it. */
  by: z.string().min(1).max(100),
  roles: z.array(z.string().max(100)).max(50).default([]),
  at: z.iso.datetime({ offset: true }),
  reason: z.string().max(4000),
  /** The code of the documents decided on, as the question tells it: a decision on others does not count. */
  of: z.string().max(64).optional(),
});

export const approvalsSchema = documentSchema('approvals', { decisions: z.array(decisionSchema).max(1000) });

export type Decision = DeepReadonly<z.infer<typeof decisionSchema>>;

/** What stands before a person. */
export interface Question {
  readonly human: AgentDefinition;
  /** Whom it passes to when nobody answers in time. */
  readonly next: AgentDefinition | null;
  readonly task: string;
  readonly of: string;
  readonly askedAtMs: number;
  /** What an agent handed up, and why; null for the approval the person stands for. */
  readonly handed: { readonly from: string; readonly reason: string } | null;
}

export interface Wait {
  readonly human: string;
  readonly task: string;
  readonly askedAtMs: number;
  /** Who must do what, and how; one paragraph. */
  readonly text: string;
}

export type Settled =
  | { readonly kind: 'decided'; readonly decision: Decision }
  | { readonly kind: 'waiting'; readonly wait: Wait };

/** The latest decision that counts wins. Silence may reject or pass on; it never approves. */
export function settle(question: Question, decisions: readonly Decision[], nowMs: number): Settled {
  const { human, next, task, of, askedAtMs } = question;
  const { approval } = human;
  const afterMs = (approval?.after_hours ?? 0) * 3_600_000;
  const isLate = approval !== null && nowMs - askedAtMs >= afterMs;
  const passesOn = isLate && approval.silence === 'escalate' && next !== null;
  const asked = passesOn ? [human, next] : [human];
  const [latest] = decisions
    .filter(
      (one) =>
        (one.task ?? one.agent) === task &&
        (one.of === undefined || one.of === of) &&
        asked.some((person) => person.name === one.agent && mayDecide(person, one)),
    )
    .toSorted((one, other) => Date.parse(other.at) - Date.parse(one.at));
  if (latest !== undefined) return { kind: 'decided', decision: latest };
  if (isLate && approval.silence === 'reject') {
    const reason = `nobody answered within ${approval.after_hours} h`;
    const at = new Date(askedAtMs + afterMs).toISOString();
    const decision: Decision = {
      agent: human.name,
      decision: 'rejected',
      by: 'silence',
      roles: [],
      at,
      reason,
    };
    return { kind: 'decided', decision };
  }
  const text = describe(question, asked.at(-1) ?? human);
  return { kind: 'waiting', wait: { human: human.name, task, askedAtMs, text } };
}

/** `@login` is a person, anything else a role. */
function mayDecide({ approval }: AgentDefinition, { by, roles }: Decision): boolean {
  const may = approval?.who ?? [];
  return may.includes(`@${by}`) || roles.some((role) => may.includes(role));
}

function describe({ human, task, of, handed }: Question, person: AgentDefinition): string {
  const what = handed === null ? `approve ${human.reads.join(', ') || human.name}` : `decide on ${task}`;
  const asks = handed === null ? person.approval?.asks : `${handed.from} hands it up: ${handed.reason}`;
  const form = {
    agent: person.name,
    ...(person.name === task ? {} : { task }),
    decision: 'approved or rejected',
    by: 'login',
    roles: [],
    at: 'time',
    reason: 'why',
    of,
  };
  const who = person.approval?.who.join(', ') ?? '';
  return `Waits for ${person.name} to ${what}: ${asks ?? ''} Who may: ${who}. How: add ${JSON.stringify(form)} to the decisions of the approvals.`;
}
