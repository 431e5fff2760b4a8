// The configuration as far as it can be read although parts of it are wrong, so that cross checks need not wait for the schema.
import { z } from 'zod';

const text = z.string().optional().catch(undefined);
const texts = z.record(z.string(), z.string().catch('')).catch({});
const list = <Item extends z.ZodType>(item: Item) => z.array(item).catch([]).default([]);

const target = z.looseObject({ name: text, path: text, method: text, form_factor: text }).catch({});

const outlineSchema = z
  .looseObject({
    setup: z.looseObject({ directory: text }).catch({}).default({}),
    app: z
      .looseObject({
        // Null like absent; what is no text counts as given, the schema complains of it.
        start: z.unknown().optional(),
        serve: z.unknown().optional(),
        port_env: text,
        directory: text,
        env: texts.default({}),
      })
      .optional()
      .catch(undefined),
    database: z
      .looseObject({
        url_env: text,
        parts_env: texts.default({}),
        external_url_env: text,
        allow_writes: z.boolean().optional().catch(undefined),
        statistics: text,
        schema: list(z.string().catch('')),
        migrations: list(z.string().catch('')),
        seed: list(z.string().catch('')),
      })
      .optional()
      .catch(undefined),
    targets: z
      .looseObject({
        pages: list(target),
        routes: list(
          z
            .looseObject({ name: text, path: text, method: text, headers: texts.default({}) })
            .catch({ headers: {} }),
        ),
        queries: list(z.looseObject({ name: text, sql: text, file: text }).catch({})),
        commands: list(
          z
            .looseObject({
              name: text,
              directory: text,
              results: z.looseObject({ file: text }).optional().catch(undefined),
            })
            .catch({}),
        ),
      })
      .catch({ pages: [], routes: [], queries: [], commands: [] })
      .default({ pages: [], routes: [], queries: [], commands: [] }),
    production: z
      .looseObject({
        prometheus: z
          .looseObject({ url: text, token_env: text, basic_auth_env: text, headers: texts.default({}) })
          .catch({ headers: {} })
          .default({ headers: {} }),
        select: text,
        queries: z.looseObject({ traffic: text, latency: text }).optional().catch(undefined),
      })
      .optional()
      .catch(undefined),
    budgets: z.record(z.string(), z.unknown()).catch({}).default({}),
  })
  .catch({
    setup: {},
    app: { env: {} },
    database: undefined,
    production: undefined,
    targets: { pages: [], routes: [], queries: [], commands: [] },
    budgets: {},
  });

export type Outline = z.infer<typeof outlineSchema>;

export const METHOD_DEFAULT = 'GET';

export function readOutline(value: unknown): Outline {
  return outlineSchema.parse(value);
}
