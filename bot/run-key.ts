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

/** Logins hold letters, digits and hyphens; those of managed accounts an underscore, those of Apps `[bot]` too. */
const TITLE =
  /^perfcrew #([1-9]\d{0,9}) ([0-9a-f]{40}) (risk|minimal|standard|thorough|comprehensive) (?:perfcrew|@([\w-]+(?:\[bot\])?))$/;

/** The workflow's `run-name` is `perfcrew #${{ inputs.pull-request }} ${{ inputs.run-key }}`. */
export function renderRunKey(key: RunKey): string {
  return `${key.headSha} ${key.level ?? 'risk'} ${key.requestedBy === null ? 'perfcrew' : `@${key.requestedBy}`}`;
}

export function parseRunTitle(title: string): RunKey | null {
  const [, number, headSha, level, requestedBy] = TITLE.exec(title) ?? [];
  if (headSha === undefined) return null;
  return {
    pullRequest: Number(number),
    headSha,
    level: LEVELS.find((known) => known === level) ?? null,
    requestedBy: requestedBy ?? null,
  };
}

/** What a person asked for, as the risk assessment records it. */
export function levelRequestOf(key: Pick<RunKey, 'level' | 'requestedBy'>): LevelRequest | null {
  if (key.level === null) return null;
  return { level: key.level, by: key.requestedBy === null ? 'perfcrew' : `@${key.requestedBy}’s command` };
}
