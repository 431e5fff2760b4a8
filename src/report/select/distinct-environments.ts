// The machines the numbers were taken on; usually one.
import type { Environment } from '../../measure/environment.ts';
import type { Report } from '../report.ts';

/** Each distinct environment once; a tool that only some gauges started (Chrome, Postgres) is filled in from the others. */
export function distinctEnvironments({ measurements }: Report): readonly Environment[] {
  const found = new Map<string, Environment>();
  for (const { environment } of measurements) {
    const { chrome, postgres, ...machine } = environment;
    const key = JSON.stringify(machine);
    const known = found.get(key);
    found.set(key, {
      ...environment,
      chrome: known?.chrome ?? chrome,
      postgres: known?.postgres ?? postgres,
    });
  }
  return [...found.values()];
}
