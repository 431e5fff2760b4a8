// The configuration `.github/perfcrew.yml`: what to measure, how to run it, and how strict to be.
import { z } from 'zod';
import type { DeepReadonly } from '../core/document.ts';
import { LEVELS } from '../core/level.ts';
import { GATE_IDS } from '../core/gate-id.ts';
import { METRICS } from '../core/metric.ts';
import { crewSchema } from './crew.ts';
import { productionSchema } from './production.ts';
import { databaseSchema } from './database.ts';
import { commandSchema, pageSchema, querySchema, routeSchema } from './targets.ts';

const metricIds = Object.keys(METRICS) as [keyof typeof METRICS, ...(keyof typeof METRICS)[]];

const appSchema = z
  .strictObject({
    start: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe(
        'Command that starts the app. It must listen on the port given in `port_env`. Either this or `serve`.',
      ),
    serve: z
      .string()
      .min(1)
      .nullable()
      .default(null)
      .describe('Folder of static files that perfcrew serves by itself, for sites without a server.'),
    directory: z
      .string()
      .default('.')
      .describe('Folder the command runs in and `serve` lies in, from the repository root.'),
    port_env: z
      .string()
      .default('PORT')
      .describe(
        'Environment variable through which the app is told its port. `{port}` in `start` is replaced as well.',
      ),
    ready: z
      .string()
      .startsWith('/')
      .default('/')
      .describe('Path that answers below 500 as soon as the app is ready.'),
    ready_timeout_seconds: z
      .number()
      .positive()
      .max(600)
      .default(60)
      .describe('How long the app may take to get ready.'),
    env: z
      .record(z.string(), z.string())
      .default({})
      .describe('Environment of the app. Never put secrets here: the code under review reads it.'),
  })
  // For editors; cross-check.ts says it to people.
  .meta({ oneOf: [{ required: ['start'] }, { required: ['serve'] }] });

const setupSchema = z.strictObject({
  install: z
    .string()
    .nullable()
    .default(null)
    .describe(
      'Install command; by default the one that belongs to the lock file (`npm ci`, `pnpm install --frozen-lockfile`, …).',
    ),
  build: z
    .string()
    .nullable()
    .default(null)
    .describe('Build command, run on both sides before anything is measured.'),
  directory: z.string().default('.').describe('Folder both commands run in.'),
  timeout_minutes: z
    .number()
    .positive()
    .max(120)
    .default(15)
    .describe('How long install and build may take, each.'),
});

const gateRuleSchema = z.strictObject({
  run: z
    .enum(['skip', 'changed', 'affected', 'all'])
    .optional()
    .describe('Skip the gate, or run it on changed files, on what they affect, or on everything.'),
  required: z.boolean().optional().describe('Whether a gate that cannot run keeps the verdict from a pass.'),
});

export const configSchema = z.strictObject({
  $schema: z.string().optional(),
  version: z.literal(1).default(1).describe('Version of this format.'),
  setup: setupSchema.prefault({}).describe('How both sides are made ready to run.'),
  app: appSchema.nullable().default(null).describe('The server under test; leave out for libraries.'),
  database: databaseSchema
    .nullable()
    .default(null)
    .describe('The database of the app; leave out where there is none.'),
  targets: z
    .strictObject({
      pages: z.array(pageSchema).default([]),
      routes: z.array(routeSchema).default([]),
      queries: z.array(querySchema).default([]),
      commands: z.array(commandSchema).default([]),
    })
    .prefault({}),
  production: productionSchema
    .nullable()
    .default(null)
    .describe('Where the real traffic and latency of the routes are known; docs/production.md.'),
  otlp: z
    .enum(['auto', 'never'])
    .default('auto')
    .describe(
      'Send numbers and the trace of the run by OpenTelemetry where OTEL_EXPORTER_OTLP_ENDPOINT is set; `never` does not.',
    ),
  load: z
    .strictObject({
      ladder: z
        .enum(['auto', 'always', 'never'])
        .default('auto')
        .describe(
          'Climb from 1 to 400 connections to find the knee, and measure latency at a constant rate; `auto` does so from level thorough on.',
        ),
    })
    .prefault({}),
  behaviour: z
    .strictObject({
      ignore: z
        .array(z.string().min(1))
        .default([])
        .describe(
          'Parts of answers that may differ: names of headers (`header:etag`) or JSON paths (`$.items[*].id`).',
        ),
    })
    .prefault({}),
  lighthouse_budgets: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe("A budget.json in Lighthouse's format; every budget in it is held against head."),
  checks: z
    .strictObject({
      build: z
        .string()
        .nullable()
        .default(null)
        .describe('Command of the build gate; `setup.build` by default.'),
      lint: z
        .string()
        .nullable()
        .default(null)
        .describe('Command of the lint gate. `{files}` is replaced by the changed files.'),
      test: z
        .string()
        .nullable()
        .default(null)
        .describe(
          'Command of the test gate. perfcrew narrows vitest, jest and node --test by itself; others with `{files}`.',
        ),
    })
    .prefault({}),
  budgets: z
    .record(z.string(), z.partialRecord(z.enum(metricIds), z.number().nonnegative()))
    .default({})
    .describe('Absolute limits: target name (or `*` for all) to metric to the worst value allowed.'),
  thresholds: z
    .partialRecord(z.enum(metricIds), z.number().min(0).max(100))
    .default({})
    .describe(
      'Relative change per metric from which a regression fails, as a fraction (0.1 = 10 %); each metric has its own default.',
    ),
  gates: z
    .partialRecord(z.enum(LEVELS), z.partialRecord(z.enum(GATE_IDS), gateRuleSchema))
    .default({})
    .describe('Changes to the table of gates per level.'),
  risk: z
    .strictObject({
      policy: z.string().default('published').describe('Name of a shipped policy.'),
      domains: z
        .record(z.string(), z.number().min(0).max(100))
        .default({})
        .describe('More path words and their points; 0 removes a word of the policy.'),
    })
    .prefault({}),
  preference: z
    .enum(['minimal', 'recommended', 'full'])
    .default('recommended')
    .describe('Lean to fewer gates, to what the risk deserves, or always run everything.'),
  always_full_for: z
    .array(z.string().min(1))
    .default([])
    .describe('Path words or globs whose change always gets the comprehensive level.'),
  on_unmeasured: z
    .enum(['fail', 'neutral', 'pass'])
    .default('neutral')
    .describe('What a required gate that could not run makes of the verdict.'),
  on_inconclusive: z
    .enum(['fail', 'neutral', 'pass'])
    .default('pass')
    .describe('What a metric that stayed uncertain makes of the verdict.'),
  automation: z
    .enum(['manual', 'assisted', 'auto'])
    .default('manual')
    .describe('How far perfcrew goes by itself.'),
  comment: z
    .enum(['always', 'on-change', 'never'])
    .default('on-change')
    .describe('When to write the pull-request comment; the check run is always written.'),
  budget: z
    .strictObject({
      minutes: z.number().positive().max(350).default(15).describe('Measuring time of one review.'),
      usd: z
        .number()
        .min(0)
        .default(1)
        .describe('Model cost of one run, where `crew.budget.usd_per_run` does not say.'),
    })
    .prefault({}),
  crew: crewSchema.prefault({}).describe('The agents that look for improvements; docs/costs.md.'),
  flags: z.record(z.string(), z.boolean()).default({}).describe('Feature flags.'),
});

export type Config = DeepReadonly<z.infer<typeof configSchema>>;
export type PageTarget = Config['targets']['pages'][number];
export type RouteTarget = Config['targets']['routes'][number];
export type QueryTarget = Config['targets']['queries'][number];
export type CommandTarget = Config['targets']['commands'][number];
export type AppConfig = NonNullable<Config['app']>;
export type DatabaseConfig = NonNullable<Config['database']>;

/** Where the configuration lives; it is always read from the base commit. */
export const CONFIG_PATH = '.github/perfcrew.yml';
