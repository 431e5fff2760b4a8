// Four levels of care; each is a promise of how much is run before the change is called safe.
export const LEVELS = ['minimal', 'standard', 'thorough', 'comprehensive'] as const;
export type Level = (typeof LEVELS)[number];

/** RISK-3: below 20 minimal, below 40 standard, below 70 thorough, else comprehensive. */
export function levelOf(score: number): Level {
  if (score < 20) return 'minimal';
  if (score < 40) return 'standard';
  return score < 70 ? 'thorough' : 'comprehensive';
}

/** The more careful of the two. */
export function higherLevel(one: Level, other: Level): Level {
  return LEVELS.indexOf(one) >= LEVELS.indexOf(other) ? one : other;
}
