// How each agent of a run ended, in words of a crew: to wait for a person is no failure, and a no has its reason.
import type { OutputSource, TaskOutcome } from '../../runtime/graph/task-context.ts';
import type { Decision, Wait } from './approvals.ts';

/** What a person's answer, or its absence, made of a task. */
export type Held =
  | { readonly kind: 'waiting'; readonly wait: Wait }
  | { readonly kind: 'rejected'; readonly decision: Decision };

export type AgentEnding =
  | { readonly status: 'done'; readonly source: OutputSource }
  | { readonly status: 'waiting'; readonly reason: string }
  | { readonly status: 'rejected'; readonly reason: string }
  /** Something it depends on is not there; `because` tells of what kind that is. */
  | {
      readonly status: 'unstarted';
      readonly because: 'waiting' | 'rejected' | 'failed' | 'cancelled';
      readonly reason: string;
    }
  | { readonly status: 'failed'; readonly reason: string }
  | { readonly status: 'cancelled'; readonly reason: string };

type Outcomes = ReadonlyMap<string, TaskOutcome>;

export function describeEndings(
  outcomes: Outcomes,
  held: ReadonlyMap<string, Held>,
): ReadonlyMap<string, AgentEnding> {
  const endOf = (id: string, outcome: TaskOutcome): AgentEnding => {
    const mine = held.get(id);
    switch (outcome.status) {
      case 'done':
        return { status: 'done', source: outcome.source };
      case 'cancelled':
        return { status: 'cancelled', reason: outcome.reason };
      case 'failed':
        if (mine === undefined) return { status: 'failed', reason: outcome.reason };
        return mine.kind === 'waiting'
          ? { status: 'waiting', reason: mine.wait.text }
          : { status: 'rejected', reason: describeRejection(id, mine.decision) };
      case 'blocked': {
        const roots = rootsOf(id, outcomes).map((root) => [root, endingOf(root)] as const);
        const gravest = (['rejected', 'failed', 'cancelled', 'waiting'] as const).find((status) =>
          roots.some(([, root]) => root.status === status),
        );
        const reasons = roots.map(([root, ending]) =>
          ending.status === 'failed'
            ? `${root} failed: ${ending.reason}`
            : ending.status === 'waiting'
              ? `${root} waits for ${waiterOf(held.get(root))}`
              : 'reason' in ending
                ? ending.reason
                : root,
        );
        return { status: 'unstarted', because: gravest ?? 'failed', reason: reasons.join('; ') };
      }
    }
  };
  const endingOf = (id: string): AgentEnding => {
    const outcome = outcomes.get(id);
    return outcome === undefined ? { status: 'failed', reason: 'it never was' } : endOf(id, outcome);
  };
  return new Map([...outcomes].map(([id, outcome]) => [id, endOf(id, outcome)]));
}

export function describeRejection(task: string, { by, reason }: Decision): string {
  return `${by} rejected ${task}: ${reason}`;
}

/** Those at whom the chain of what never started ends, each once. */
function rootsOf(id: string, outcomes: Outcomes): readonly string[] {
  const seen = new Set<string>();
  const roots = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (seen.has(next)) continue;
    seen.add(next);
    const outcome = outcomes.get(next);
    if (outcome?.status === 'blocked') open.push(...outcome.by);
    else roots.add(next);
  }
  return [...roots].toSorted();
}

function waiterOf(held: Held | undefined): string {
  return held?.kind === 'waiting' ? held.wait.human : 'a person';
}
