// Plans a query on both sides at production's size: indexes that a small seed never uses can be seen to be lost.
import type { GaugeContext } from '../gauge.ts';
import type { Observation } from '../measurement.ts';
import { attemptQuery } from '../query/attempt-query.ts';
import { observeQuery } from '../query/observe-query.ts';
import type { Query } from '../query/read-query.ts';
import { amount } from '../query/render-plan.ts';
import type { Production } from './open-production.ts';

/** What the shape of a plan alone tells. */
const OF_SHAPE = ['index-lost', 'sequential-scan-introduced', 'nested-loop-scan'];

/** What was said of a table at the seed's size already is not said again. */
export async function judgeAtProduction(
  query: Query,
  production: Production | null,
  { context, seen }: { readonly context: GaugeContext; readonly seen: readonly Observation[] },
): Promise<readonly Observation[]> {
  if (production === null) return [];
  const { sessions, rows } = production;
  const asked = { sessions, signal: context.world.signal };
  const base = await attemptQuery(query, 'base', asked);
  const head = await attemptQuery(query, 'head', asked);
  // What is refused or on one side only is told at the seed's size.
  if (base.status !== 'explained' || head.status !== 'explained') return [];
  const told = ofShape(seen).flatMap(({ clues }) => clues);
  return ofShape(await observeQuery(query, { base, head }, sessions)).flatMap((said) => {
    const tables = said.clues.filter((clue) => rows.has(clue));
    // A table production does not have yet is as large as its seed.
    if (tables.length === 0 || tables.some((table) => told.includes(table))) return [];
    const sizes = tables.map((table) => `${table}: ${amount(rows.get(table) ?? 0)} rows`).join(', ');
    return [
      {
        ...said,
        title: `At production's size (${sizes}): ${said.title}`,
        detail: `${said.detail}\nBoth plans are made from production's statistics, for rows the seed does not have; nothing was run.`,
      },
    ];
  });
}

function ofShape(observations: readonly Observation[]): readonly Observation[] {
  return observations.filter(({ kind }) => OF_SHAPE.includes(kind));
}
