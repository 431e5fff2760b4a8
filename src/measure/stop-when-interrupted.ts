// After an interrupt every failure is its consequence and tells nothing of the code.
import { Problem } from '../core/problem.ts';
import type { World } from '../ports/world.ts';

export function stopWhenInterrupted({ signal }: Pick<World, 'signal'>): void {
  if (!signal.aborted) return;
  throw new Problem('interrupted', {
    what: 'perfcrew was interrupted while measuring; checkouts, servers and databases are gone.',
    mend: 'Run it again when you are ready.',
  });
}
