// From the score to the level of care: preference, then a person's label, then what may never be lowered.
import type { Config } from '../config/config.ts';
import { higherLevel, levelOf, LEVELS, type Level } from '../core/level.ts';
import type { RiskFeatures } from './features.ts';
import { forcedReasons } from './forced-reasons.ts';
import type { Policy } from './policy.ts';
import type { RiskAssessment, RiskFactor } from './risk-assessment.ts';

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
  },
  config: Config,
): LevelDecision {
  const scored = levelOf(judged.score);
  const preferred = preferredLevel(scored, config.preference);
  const forced = forcedReasons(judged.features, judged.policy, config.always_full_for);
  const label = labelledLevel(judged.labels);
  const asked = label?.level ?? preferred;
  const raised: { to: Level; reason: string }[] = [];
  if (LEVELS.indexOf(preferred) > LEVELS.indexOf(scored)) {
    raised.push({ to: preferred, reason: 'The preference of this repository is `full`.' });
  }
  if (label !== null && LEVELS.indexOf(label.level) > LEVELS.indexOf(preferred)) {
    raised.push({ to: label.level, reason: `The label \`${label.label}\` asks for it.` });
  }
  if (asked !== 'comprehensive') {
    for (const reason of forced) raised.push({ to: 'comprehensive', reason });
  }
  const level = forced.length > 0 ? higherLevel(asked, 'comprehensive') : asked;
  return {
    level,
    raised,
    override:
      label === null
        ? null
        : { level: label.level, by: `label ${label.label}`, reason: reasonOf(label, level, scored) },
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

interface LabelledLevel {
  readonly label: string;
  readonly level: Level;
}

/** Labels are set by people with triage rights. Of several, the most careful counts. */
function labelledLevel(labels: readonly string[]): LabelledLevel | null {
  const levels = labels.flatMap((written): readonly LabelledLevel[] => {
    const label = written.trim().toLowerCase();
    return LEVELS.filter((level) => label === `perfcrew:${level}`).map((level) => ({ label, level }));
  });
  return levels.toSorted((one, other) => LEVELS.indexOf(other.level) - LEVELS.indexOf(one.level))[0] ?? null;
}

function reasonOf(label: LabelledLevel, level: Level, scored: Level): string {
  const carried = `The pull request carries the label \`${label.label}\``;
  if (level !== label.level) return `${carried}; high-risk paths keep it at ${level}.`;
  return level === scored
    ? `${carried}, as the score says too.`
    : `${carried}; the score alone gives ${scored}.`;
}
