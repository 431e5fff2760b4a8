// The JSON Schemas editors and other programs read: one for the configuration, one for each document.
import { z } from 'zod';
import { diffSchema } from '../../src/change/diff.ts';
import { pullRequestSchema } from '../../src/change/pull-request.ts';
import { comparisonSchema } from '../../src/compare/comparison.ts';
import { findingSchema } from '../../src/compare/finding.ts';
import { configSchema } from '../../src/config/config.ts';
import { measurementSchema } from '../../src/measure/measurement.ts';
import { gatePlanSchema } from '../../src/plan/gate-plan.ts';
import { reportSchema } from '../../src/report/report.ts';
import { riskAssessmentSchema } from '../../src/risk/risk-assessment.ts';
import { verdictSchema } from '../../src/verdict/verdict.ts';

const SCHEMAS = {
  config: [
    configSchema,
    'Configuration of perfcrew',
    'What to measure, how to run it, and how strict to be.',
  ],
  'pull-request': [pullRequestSchema, 'PullRequest', 'The two commits under review and who asks.'],
  diff: [diffSchema, 'Diff', 'What the pull request changes: files and hunks.'],
  'risk-assessment': [
    riskAssessmentSchema,
    'RiskAssessment',
    'How dangerous the diff is, with every point explained.',
  ],
  'gate-plan': [
    gatePlanSchema,
    'GatePlan',
    'Which gates run, which are skipped and why, and the jobs that run them.',
  ],
  measurement: [measurementSchema, 'Measurement', 'What one gauge learned of one target on base and head.'],
  comparison: [comparisonSchema, 'Comparison', 'Base against head, metric by metric.'],
  finding: [findingSchema, 'Finding', 'One thing a reviewer should know.'],
  verdict: [verdictSchema, 'Verdict', 'The exit gate: one answer and the reasons for it.'],
  report: [reportSchema, 'Report', 'Everything one review found, from which every format is rendered.'],
} as const satisfies Record<string, readonly [z.ZodType, string, string]>;

const HOME = 'https://raw.githubusercontent.com/perfcrew/perfcrew/main/schema';

/** File text by path. Draft 7, because that is what editors know best. */
export function schemaFiles(): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(SCHEMAS).map(([name, [schema, title, description]]) => {
      const { $schema, ...body } = z.toJSONSchema(schema, {
        target: 'draft-7',
        io: 'input',
        // The pattern beside it says the same in words every validator knows.
        override: ({ jsonSchema }) => {
          if (jsonSchema.format === 'starts_with') delete jsonSchema.format;
        },
      });
      const whole = { $schema, $id: `${HOME}/${name}.json`, title, description, ...body };
      return [`schema/${name}.json`, `${JSON.stringify(whole, null, 2)}\n`];
    }),
  );
}
