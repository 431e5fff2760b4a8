// The configuration's section `production`: where the routes' real traffic and latency are known, and how to ask for them.
import { z } from 'zod';

/** Names alone, so that a secret pasted here is refused before it is used. */
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;

const prometheusSchema = z.strictObject({
  url: z
    .string()
    .min(1)
    .describe('Address of the Prometheus server, or of Mimir, Thanos or VictoriaMetrics, without `/api/v1`.'),
  token_env: z
    .string()
    .regex(VARIABLE, 'Expected the name of a variable, e.g. PROMETHEUS_TOKEN, and never its value')
    .nullable()
    .default(null)
    .describe('Name of the variable that holds a bearer token. Either this or `basic_auth_env`.'),
  basic_auth_env: z
    .string()
    .regex(VARIABLE, 'Expected the name of a variable, e.g. PROMETHEUS_LOGIN, and never its value')
    .nullable()
    .default(null)
    .describe('Name of the variable that holds `user:password`.'),
  headers: z
    .record(z.string(), z.string())
    .default({})
    .describe('More headers, e.g. `X-Scope-OrgID`; no secrets.'),
  timeout_seconds: z.number().positive().max(120).default(30).describe('How long one query may take.'),
});

export const productionSchema = z.strictObject({
  prometheus: prometheusSchema.describe('The server that is asked.'),
  window: z
    .string()
    .regex(/^(\d+(ms|[smhdwy]))+$/, 'Expected a duration as Prometheus writes it, e.g. 7d')
    .default('7d')
    .describe('How far back is looked, e.g. `7d`; whole weeks hold each weekday once.'),
  select: z
    .string()
    .regex(/^[^{}]*$/, 'Expected label matchers without the braces, e.g. env="prod"')
    .default('')
    .describe('Which series are production, e.g. `env="prod",job="shop"`; `$select` in queries of your own.'),
  queries: z
    .strictObject({
      traffic: z
        .string()
        .min(1)
        .describe(
          'Requests per second by method and route, e.g. `sum by (method, route) (rate(x[$window]))`.',
        ),
      latency: z
        .string()
        .min(1)
        .nullable()
        .default(null)
        .describe(
          'The `$quantile` of the latency: of the one route `$matchers` selects, or by method and route.',
        ),
      unit: z.enum(['s', 'ms']).default('s').describe('Unit of the latency.'),
    })
    .nullable()
    .default(null)
    .describe('Queries of your own; without them those of common client libraries are tried.'),
});

export type ProductionSettings = z.infer<typeof productionSchema>;
