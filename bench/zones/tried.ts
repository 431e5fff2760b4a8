// One attempt to cross from one zone into another, and what came of it.
import { z } from 'zod';
import { markdownTable } from '../kit/table.ts';

const triedSchema = z.strictObject({
  attempt: z.string(),
  /** The zone that is attacked. */
  zone: z.enum(['think', 'run', 'publish', 'machine']),
  /** What is to stop it. */
  stoppedBy: z.string(),
  /** A case of this year that did it; null where there is none. */
  incident: z.string().nullable(),
  through: z.boolean(),
  /** What was seen. */
  seen: z.string(),
  /** Needs process namespaces; without them it is known to get through. */
  needsNamespace: z.boolean(),
});
export type Tried = z.infer<typeof triedSchema>;

export const zonesSchema = z.strictObject({
  command: z.string(),
  platform: z.string(),
  node: z.string(),
  /** Whether the run zone had processes of its own here. */
  isolated: z.boolean(),
  tried: z.array(triedSchema),
});

export function tried(
  attempt: string,
  rest: Omit<Tried, 'attempt' | 'incident' | 'needsNamespace'> & Partial<Tried>,
): Tried {
  return { incident: null, needsNamespace: false, ...rest, attempt };
}

export function renderTried(rows: readonly Tried[]): string {
  return markdownTable(
    ['attempt', 'zone', 'stopped by', 'through'],
    rows.map(({ attempt, zone, stoppedBy, incident, through, needsNamespace }) => [
      incident === null ? attempt : `${attempt} (${incident})`,
      zone,
      `${stoppedBy}${needsNamespace ? ' (Linux with namespaces)' : ''}`,
      through ? '**yes**' : 'no',
    ]),
  );
}
