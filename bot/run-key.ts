// How a finished workflow run is recognised: its title, set by the workflow of the default branch from the bot's inputs.
import { LEVELS, type Level } from '../src/core/level.ts';
import type { LevelRequest } from '../src/risk/decide-level.ts';

export interface RunKey {
  readonly pullRequest: number;
  readonly headSha: string;
  /** What was asked for by hand; null where the risk decides. */
  readonly level: Level | null;
  /** Who asked; null for the bot itself. */
  readonly requestedBy: string | null;
}

/** The workflow's `run-name` is `perfcrew #${{ inputs.pull-request }} ${{ inputs.run-key }}`. */
export function renderRunKey(key: RunKey): string {
  const by = key.requestedBy === null ? 'perfcrew' : `@${key.requestedBy}`;
  return `${key.headSha} ${key.level ?? 'risk'} ${by}`;
}

export function parseRunTitle(title: string): RunKey | null {
  const match = /^perfcrew #(\d+) ([0-9a-f]{40}) ([a-z]+) (?:perfcrew|@([A-Za-z0-9-]+(?:\[bot\])?))$/.exec(
    title,
  );
  if (match === null) return null;
  const [, number, headSha, level, requestedBy] = match;
  return {
    pullRequest: Number(number),
    headSha: headSha ?? '',
    level: LEVELS.find((known) => known === level) ?? null,
    requestedBy: requestedBy ?? null,
  };
}

/** What a person asked for, as the risk assessment records it. */
export function levelRequestOf(key: Pick<RunKey, 'level' | 'requestedBy'>): LevelRequest | null {
  if (key.level === null) return null;
  return { level: key.level, by: key.requestedBy === null ? 'perfcrew' : `@${key.requestedBy} by a command` };
}
