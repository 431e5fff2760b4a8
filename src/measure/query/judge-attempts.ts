// What it means that a query was explained, refused or absent on each side.
import type { Observation, Unmeasured } from '../measurement.ts';
import { pointAt, type Attempt, type Refusal } from './attempt-query.ts';
import { changedLine, observe } from './observation.ts';
import type { Query } from './read-query.ts';
import { renderPlan } from './render-plan.ts';

export interface Attempts {
  readonly base: Attempt;
  readonly head: Attempt;
}

/** Null where something can be said of head. */
export function whyUnmeasured(query: Query, { base, head }: Attempts): Unmeasured | null {
  if (base.status === 'absent' && head.status === 'absent') {
    return unmeasured(`${query.path} exists neither on base nor on head.`, mendPath(query));
  }
  if (head.status !== 'refused' || base.status !== 'refused') return null;
  const { where, excerpt } = complaint(query, head);
  return unmeasured(
    `The database refuses ${where} on base and on head alike: ${head.message}.${excerpt}`,
    `Correct the statement in ${query.path ?? `\`targets.queries\` (${query.name}) of .github/perfcrew.yml`}.`,
  );
}

/** What there is to see where head has no plan. */
export function observeAttempts(query: Query, { base, head }: Attempts): readonly Observation[] {
  if (head.status === 'refused') return [failed(query, head, base)];
  if (head.status === 'absent') return [removed(query, base)];
  return [];
}

function failed(query: Query, head: Refusal, base: Attempt): Observation {
  const { where, excerpt, line } = complaint(query, head);
  return observe(query, {
    kind: 'query-failed',
    severity: 'error',
    side: 'head',
    title: `${query.name} fails on head: ${head.message}`,
    detail: `The database refuses ${where} on head${base.status === 'explained' ? '; on base it works' : ''}.${excerpt}`,
    clues: [...head.message.matchAll(/"([^"]+)"/g)].map(([, name = '']) => name),
    evidence: {
      base: base.status === 'explained' ? renderPlan(base.plan) : null,
      head: `${head.message}${excerpt}`,
    },
    // Where the text is base's, what the database holds has changed.
    ...(changedLine(query) === null ? {} : { line }),
  });
}

function removed(query: Query, base: Attempt): Observation {
  return observe(query, {
    kind: 'query-removed',
    severity: 'note',
    side: 'head',
    title: `${query.name} is gone: head has no ${query.path}`,
    detail: mendPath(query),
    clues: [],
    evidence: { base: base.status === 'explained' ? renderPlan(base.plan) : null, head: null },
  });
}

function complaint(query: Query, { offset }: Refusal): { where: string; excerpt: string; line: number } {
  const source = query.texts.head?.source ?? '';
  const what = query.path ?? `the query ${query.name}`;
  if (offset === null) return { where: what, excerpt: '', line: 1 };
  const { line, excerpt } = pointAt(source, offset);
  return { where: query.path === null ? what : `${what}:${line}`, excerpt: `\n${excerpt}`, line };
}

function mendPath({ name }: Query): string {
  return `Correct \`file\` of the query ${name} in .github/perfcrew.yml, or remove the query there.`;
}

function unmeasured(reason: string, mend: string): Unmeasured {
  return { status: 'unmeasured', reason, mend, causedByHead: false };
}
