// How hard a task is, 0 to 100, with every point explained.
export interface TaskFeatures {
  /** Estimate of what the agent will have to read. */
  readonly inputTokens: number;
  readonly files: number;
  /** How many earlier tasks' findings it has to bring together. */
  readonly needs: number;
  /** What it hands in: a choice from a list, findings in a schema, prose, a plan, or changed code. */
  readonly gives: 'choice' | 'findings' | 'prose' | 'plan' | 'patch';
  /** Crosses the borders of modules, e.g. from a route to its queries. */
  readonly crossesModules: boolean;
  /** Order of concurrent steps, locking, caches that must be emptied at the right moment. */
  readonly concurrency: boolean;
  /** A deterministic check of ours can tell whether the answer holds. */
  readonly verifiable: boolean;
  /** A wrong answer would do harm that is hard to see, and the task says so. */
  readonly criticalReasoning: boolean;
  readonly security: boolean;
}

export interface ComplexityFactor {
  readonly id: string;
  readonly points: number;
  readonly reason: string;
}

export interface Complexity {
  readonly score: number;
  readonly factors: readonly ComplexityFactor[];
}

const GIVES_POINTS = { choice: 0, findings: 8, prose: 10, plan: 18, patch: 22 } as const;

/** Amounts count by their logarithm: the tenth file is less news than the second. */
export function assessComplexity(features: TaskFeatures): Complexity {
  const { inputTokens, files, needs, gives } = features;
  const factors: readonly ComplexityFactor[] = [
    {
      id: 'input',
      points: capped(4 * Math.log2(1 + inputTokens / 2000), 20),
      reason: `It reads about ${inputTokens} tokens.`,
    },
    {
      id: 'files',
      points: capped(3 * Math.log2(Math.max(1, files)), 15),
      reason: `It looks at ${files} files.`,
    },
    { id: 'needs', points: capped(3 * needs, 12), reason: `It brings ${needs} earlier results together.` },
    { id: `gives:${gives}`, points: GIVES_POINTS[gives], reason: `It hands in a ${gives}.` },
    factor(features.crossesModules, {
      id: 'crosses-modules',
      points: 12,
      reason: 'It follows code across modules.',
    }),
    factor(features.concurrency, {
      id: 'concurrency',
      points: 12,
      reason: 'The order of concurrent steps matters.',
    }),
    factor(!features.verifiable, {
      id: 'unverifiable',
      points: 7,
      reason: 'No check of ours can tell whether it is right.',
    }),
  ];
  const earned = factors.filter(({ points }) => points > 0);
  const sum = earned.reduce((total, { points }) => total + points, 0);
  return { score: Math.min(100, sum), factors: earned };
}

function factor(holds: boolean, earned: ComplexityFactor): ComplexityFactor {
  return holds ? earned : { ...earned, points: 0 };
}

function capped(points: number, most: number): number {
  return Math.min(most, Math.round(points));
}
