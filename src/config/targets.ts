// What can be measured: pages, routes, queries and commands, as the configuration names them.
import { z } from 'zod';
import { RESULT_FORMATS } from '../core/result-format.ts';

export const pageSchema = z.strictObject({
  name: z.string().min(1).optional().describe('Name in the report; the path by default.'),
  path: z.string().startsWith('/').describe('Path of the page on the app.'),
  form_factor: z
    .enum(['mobile', 'desktop'])
    .default('mobile')
    .describe('Screen and speed Lighthouse pretends to have.'),
  setup: z
    .string()
    .min(1)
    .nullable()
    .default(null)
    .describe(
      'Module of the repository (read from base) whose default export is run in the browser before the page is measured, e.g. to log in.',
    ),
});

export const routeSchema = z.strictObject({
  name: z.string().min(1).optional().describe('Name in the report; method and path by default.'),
  path: z.string().startsWith('/').describe('Path of the route, query string included.'),
  method: z
    .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'])
    .default('GET')
    .describe('Method of the request.'),
  headers: z.record(z.string(), z.string()).default({}).describe('Headers of the request; no secrets.'),
  body: z.string().nullable().default(null).describe('Body of the request, as text.'),
  connections: z
    .int()
    .min(1)
    .max(500)
    .default(4)
    .describe('Connections at once, one request in flight on each.'),
  weight: z
    .number()
    .positive()
    .optional()
    .describe(
      'Share of the traffic this route has, in any unit: heavier routes come first. Without it what `production` says, else 1.',
    ),
  variants: z
    .array(z.string().startsWith('/'))
    .default([])
    .describe('More paths of the same route that are asked when the answers of base and head are compared.'),
});

export const querySchema = z.strictObject({
  name: z.string().min(1).describe('Name in the report.'),
  sql: z
    .string()
    .min(1)
    .optional()
    .describe('The statement, with its parameters written out or as $1, $2 with `parameters`.'),
  file: z.string().min(1).optional().describe('File holding the statement, read on each side.'),
  parameters: z
    .array(z.union([z.string(), z.number(), z.boolean(), z.null()]))
    .default([])
    .describe('Values of $1, $2, …, in order.'),
});

export const commandSchema = z.strictObject({
  name: z.string().min(1).describe('Name in the report.'),
  run: z.string().min(1).describe('Command whose duration is measured, interleaved on base and head.'),
  directory: z.string().default('.').describe('Folder the command runs in.'),
  runs: z.int().min(2).max(100).default(10).describe('Runs on each side.'),
  results: z
    .strictObject({
      file: z
        .string()
        .min(1)
        .describe('Path or glob below `directory` of what each run writes; `-` is what it prints.'),
      format: z
        .enum(['auto', ...RESULT_FORMATS])
        .default('auto')
        .describe('Which tool wrote it.'),
    })
    .nullable()
    .default(null)
    .describe('Results of another tool to compare, instead of the duration of the command.'),
});
