// Which reviewers work at a level of care: what the table of gates says, changed by `gates`, narrowed by `crew.reviewers`.
import type { Config } from '../config/config.ts';
import { isGateId } from '../core/gate-id.ts';
import type { Level } from '../core/level.ts';
import { REVIEWER_GATES } from '../core/reading-gates.ts';
import { GATE_TABLE } from '../plan/gate-table.ts';

/** Names of agents. One that is no gate is the user's own, and works at every level but minimal. */
export function reviewersAt(
  level: Level,
  { crew, gates }: Pick<Config, 'crew' | 'gates'>,
): readonly string[] {
  const named = crew.reviewers ?? REVIEWER_GATES;
  return named.filter((name) => {
    if (!isGateId(name)) return level !== 'minimal';
    return (gates[level]?.[name]?.run ?? GATE_TABLE[name].levels[level].run) !== 'skip';
  });
}
