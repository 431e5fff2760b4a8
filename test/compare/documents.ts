// Small documents for tests: each names only what the test is about.
import type { Diff, Hunk } from '../../src/change/diff.ts';
import { type Config, configSchema } from '../../src/config/config.ts';
import type { GateId } from '../../src/core/gate-id.ts';
import type { MetricId } from '../../src/core/metric.ts';
import type { Measurement, Observation, Round } from '../../src/measure/measurement.ts';

export function configOf(settings: object = {}): Config {
  return configSchema.parse(settings);
}

export function measured(
  target: string,
  series: Partial<Record<MetricId, readonly Round[]>>,
  more: { gate?: GateId; observations?: readonly Observation[] } = {},
): Measurement {
  const { gate = 'load', observations = [] } = more;
  return {
    ...HEADER,
    gate,
    target,
    outcome: {
      status: 'measured',
      series: Object.entries(series).map(([metric, rounds]) => ({ metric, rounds })),
      observations,
    },
  };
}

export function unmeasured(
  target: string,
  more: { gate?: GateId; reason?: string; causedByHead?: boolean } = {},
): Measurement {
  const { gate = 'load', reason = 'The app did not get ready within 60 s.', causedByHead = false } = more;
  const outcome = {
    status: 'unmeasured' as const,
    reason,
    mend: 'Raise app.ready_timeout_seconds.',
    causedByHead,
  };
  return { ...HEADER, gate, target, outcome };
}

export function observation(details: Partial<Observation> & { kind: string; title: string }): Observation {
  return {
    side: 'head',
    severity: 'error',
    detail: 'What was seen.',
    evidence: { base: null, head: null },
    clues: [],
    location: null,
    ...details,
  };
}

/** The same pairs in each of three restarts. */
export function rounds(...pairs: readonly (readonly [base: number | null, head: number | null])[]): Round[] {
  return [0, 1, 2].flatMap((restart) => pairs.map(([base, head]) => ({ restart, base, head })));
}

/** A diff from patches as git prints them: `--- path`, `@@ -1,2 +1,3 @@ section`, lines. */
export function diffOf(files: Record<string, string>): Diff {
  return {
    document: 'diff',
    version: 1,
    truncated: null,
    files: Object.entries(files).map(([path, patch]) => {
      const hunks = hunksOf(patch);
      const lines = hunks.flatMap((hunk) => hunk.lines);
      return {
        path,
        previousPath: null,
        status: 'modified',
        content: 'text',
        additions: lines.filter((line) => line.startsWith('+')).length,
        deletions: lines.filter((line) => line.startsWith('-')).length,
        hunks,
        omitted: null,
        noNewlineAtEnd: false,
      };
    }),
  };
}

function hunksOf(patch: string): Hunk[] {
  return patch.split(/^(?=@@ )/m).flatMap((text) => {
    const [header = '', ...lines] = text.replace(/\n$/, '').split('\n');
    const match = /^@@ -(\d+)(?:,(\d+))? \+(\d+)(?:,(\d+))? @@ ?(.*)$/.exec(header);
    if (match === null) return [];
    const [, baseStart, baseCount, headStart, headCount, section = ''] = match;
    return [
      {
        baseStart: Number(baseStart),
        baseCount: Number(baseCount ?? 1),
        headStart: Number(headStart),
        headCount: Number(headCount ?? 1),
        section,
        lines,
      },
    ];
  });
}

const HEADER = {
  document: 'measurement',
  version: 1,
  durationMs: 1000,
  artifacts: [],
  environment: {
    cpuModel: 'test',
    cpuCount: 2,
    memoryBytes: 8e9,
    kernel: '6.1',
    image: 'test',
    node: '24.0.0',
    chrome: null,
    postgres: null,
    perfcrew: '0.1.0',
  },
} as const;
