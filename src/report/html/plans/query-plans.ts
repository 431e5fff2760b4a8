// Plans of queries as the page shows them: read from files a job beside strangers' code wrote, both sides of a query together.
import type { Side } from '../../../core/side.ts';
import { parsePlan } from '../../../measure/query/plan-tree.ts';
import { renderPlan } from '../../../measure/query/render-plan.ts';
import type { EmbeddedArtifact } from '../embed-artifacts.ts';

export interface ShownPlan {
  /** What EXPLAIN answered, for the viewer. */
  readonly answer: unknown;
  readonly tree: string;
}

export interface QueryPlans {
  readonly gate: EmbeddedArtifact['gate'];
  readonly target: string;
  readonly sides: Readonly<Record<Side, ShownPlan | null>>;
}

/** Queries without a readable plan are left out. */
export function queryPlans(artifacts: readonly EmbeddedArtifact[]): readonly QueryPlans[] {
  const plans = artifacts.filter(({ show }) => show === 'plan');
  const queries = Map.groupBy(plans, ({ gate, target }) => JSON.stringify([gate, target]));
  return [...queries.values()].flatMap((files) => {
    const [first] = files;
    const of = (side: Side) => readPlan(files.find((file) => file.side === side)?.content ?? '');
    const sides = { base: of('base'), head: of('head') };
    if (first === undefined || (sides.base === null && sides.head === null)) return [];
    return [{ gate: first.gate, target: first.target, sides }];
  });
}

/** Null for what is no plan, also for one nested deeper than it can be read. */
function readPlan(content: string): ShownPlan | null {
  if (content === '') return null;
  try {
    const answer: unknown = JSON.parse(content);
    return { answer, tree: renderPlan(parsePlan(answer)) };
  } catch {
    return null;
  }
}
