// The plans of both sides as files: what viewers of plans open, with the statement beside them.
import { z } from 'zod';
import { SIDES } from '../../core/side.ts';
import type { GaugeContext } from '../gauge.ts';
import type { Artifact } from '../measurement.ts';
import type { Attempts } from './judge-attempts.ts';
import type { Query } from './read-query.ts';

/** `place` makes the names of its files unique. */
export async function writePlans(
  query: Query,
  attempts: Attempts,
  { context, place }: { readonly context: GaugeContext; readonly place: string },
): Promise<readonly Artifact[]> {
  const artifacts: Artifact[] = [];
  for (const side of SIDES) {
    const attempt = attempts[side];
    if (attempt.status !== 'explained') continue;
    const path = `${context.artifactsDirectory}/query-${place}-${side}.json`;
    const text = withStatement(attempt.json, query.texts[side]?.statement ?? '');
    await context.world.files.writeText(path, `${text}\n`);
    artifacts.push({
      name: `Plan on ${side} (JSON)`,
      path: path.slice(context.runDirectory.length + 1),
      show: 'plan',
      side,
    });
  }
  return artifacts;
}

/** Viewers show the statement beside its plan where they find it under the name that auto_explain gives it. */
function withStatement(json: string, statement: string): string {
  const answers = z.array(z.looseObject({})).parse(JSON.parse(json));
  return JSON.stringify(
    answers.map((answer) => ({ 'Query Text': statement, ...answer })),
    null,
    2,
  );
}
