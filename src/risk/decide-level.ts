// From the score to the level of care: preference, then a person's label, then what may never be lowered.
import type { Config } from '../config/config.ts';
import { higherLevel, levelOf, LEVELS, type Level } from '../core/level.ts';
import type { RiskFeatures } from './features.ts';
import { forcedReasons } from './forced-reasons.ts';
import type { Policy } from './policy.ts';
import type { RiskAssessment, RiskFactor } from './risk-assessment.ts';

/** A level asked for by a command or an option, by somebody who may. */
export interface LevelRequest {
  readonly level: Level;
  /** Who and by which means, e.g. `@alice by /optimize` or `--level`. */
  readonly by: string;
}

export interface LevelDecision {
  readonly level: Level;
  readonly raised: RiskAssessment['raised'];
  readonly override: RiskAssessment['override'];
  /** Factors without points that explain why the level is lower than the score gives. */
  readonly factors: readonly RiskFactor[];
}

export function decideLevel(
  judged: {
    readonly score: number;
    readonly features: RiskFeatures;
    readonly policy: Policy;
    readonly labels: readonly string[];
    /** What somebody asked for in words; it counts before any label. */
    readonly request: LevelRequest | null;
  },
  config: Config,
): LevelDecision {
  const scored = levelOf(judged.score);
  const preferred = preferredLevel(scored, config.preference);
  const forced = forcedReasons(judged.features, judged.policy, config.always_full_for);
  const wish = judged.request === null ? labelledLevel(judged.labels) : spokenWish(judged.request);
  const asked = wish?.level ?? preferred;
  const raised: { to: Level; reason: string }[] = [];
  if (LEVELS.indexOf(preferred) > LEVELS.indexOf(scored)) {
    raised.push({ to: preferred, reason: 'The preference of this repository is `full`.' });
  }
  if (wish !== null && LEVELS.indexOf(wish.level) > LEVELS.indexOf(preferred)) {
    raised.push({ to: wish.level, reason: wish.raises });
  }
  if (asked !== 'comprehensive') {
    for (const reason of forced) raised.push({ to: 'comprehensive', reason });
  }
  const level = forced.length > 0 ? higherLevel(asked, 'comprehensive') : asked;
  return {
    level,
    raised,
    override:
      wish === null ? null : { level: wish.level, by: wish.by, reason: reasonOf(wish, level, scored) },
    factors: level === preferred && LEVELS.indexOf(preferred) < LEVELS.indexOf(scored) ? [LOWERED] : [],
  };
}

const LOWERED: RiskFactor = {
  id: 'preference',
  points: 0,
  reason: 'The preference of this repository is `minimal`: one level less than the score gives.',
  evidence: [],
};

function preferredLevel(level: Level, preference: Config['preference']): Level {
  switch (preference) {
    case 'full':
      return 'comprehensive';
    case 'minimal':
      return LEVELS[Math.max(0, LEVELS.indexOf(level) - 1)] ?? 'minimal';
    case 'recommended':
      return level;
  }
}

/** A level somebody wants, and how that is told. */
interface Wish {
  readonly level: Level;
  readonly by: string;
  /** Why the level is higher than the score gives. */
  readonly raises: string;
  /** How the wish was made, without a full stop. */
  readonly told: string;
}

function spokenWish({ level, by }: LevelRequest): Wish {
  return { level, by, raises: `${by} asks for it.`, told: `Asked by ${by}` };
}

/** Labels are set by people with triage rights. Of several, the most careful counts. */
function labelledLevel(labels: readonly string[]): Wish | null {
  const wishes = labels.flatMap((written): readonly Wish[] => {
    const label = written.trim().toLowerCase();
    return LEVELS.filter((level) => label === `perfcrew:${level}`).map((level) => ({
      level,
      by: `label ${label}`,
      raises: `The label \`${label}\` asks for it.`,
      told: `The pull request carries the label \`${label}\``,
    }));
  });
  return wishes.toSorted((one, other) => LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level))[0] ?? null;
}

function reasonOf(wish: Wish, level: Level, scored: Level): string {
  if (level !== wish.level) return `${wish.told}; high-risk paths keep it at ${level}.`;
  return level === scored
    ? `${wish.told}, as the score says too.`
    : `${wish.told}; the score alone gives ${scored}.`;
}
