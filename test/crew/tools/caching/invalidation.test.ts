// The law of invalidation: every statement that writes a table an entry reads stands in a rule of that entry.
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { designCache } from '../../../../src/crew/tools/caching/design-cache.ts';

const TABLE = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
const READ = fc.array(TABLE, { minLength: 1, maxLength: 3 });
const WRITE = fc.record({
  table: TABLE,
  shape: fc.constantFrom(
    (table: string) => `INSERT INTO ${table} (a) VALUES ($1)`,
    (table: string) => `UPDATE public.${table} AS t SET a = $1 WHERE b = $2`,
    (table: string) => `WITH gone AS (DELETE FROM "${table}" RETURNING a) SELECT count(*) FROM gone`,
    (table: string) => `TRUNCATE ${table}`,
    (table: string) => `insert into ${table} select * from other on conflict do nothing`,
    (table: string) => `UPDATE ${table} SET a = ? WHERE b = :b LIMIT`,
  ),
  place: fc.constantFrom(
    (sql: string) => ({ path: 'src/write.js', text: `\n\nexport const f = (db) => db.query(\`${sql}\`);` }),
    (sql: string) => ({ path: 'src/write.ts', text: `\n\nconst SQL = '${sql}'; void SQL;` }),
    (sql: string) => ({ path: 'db/queries/write.sql', text: `\n\n${sql};` }),
    (sql: string) => ({ path: 'db/migrations/7.sql', text: `\n\n${sql};` }),
    (sql: string) => ({ path: 'job.py', text: `\n\ndb.execute('''${sql}''')` }),
  ),
});

test('every write of a table that is read is in the rules, with its line', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(READ, { minLength: 1, maxLength: 3 }),
      fc.array(WRITE, { maxLength: 4 }),
      async (reads, drawn) => {
        // Other languages are only looked through for the three common words.
        const writes = drawn
          .map(({ table, shape, place }) => ({ table, ...place(shape(table)) }))
          .filter(({ path, text }) => !path.endsWith('.py') || !text.includes('TRUNCATE'));
        const files = writes.map(({ path, text }, index) => ({ path: path.replace('.', `${index}.`), text }));
        const routes = reads
          .map(
            (tables, index) =>
              `app.get('/r${index}', async (req, res) => res.json(await db.query('SELECT 1 FROM ${tables.join(', ')}')));`,
          )
          .join('\n');
        const design = await designCache({
          application: 'a',
          files: [{ path: 'app.js', text: routes }, ...files],
        });
        expect(design.entries).toHaveLength(reads.length);
        for (const [index, tables] of reads.entries()) {
          const entry = design.entries.find(({ route }) => route === `GET /r${index}`)?.key.template;
          const own = design.rules.filter((rule) => rule.entry === entry);
          expect(own.map(({ table }) => table)).toEqual([...new Set(tables)].toSorted());
          writes.forEach(({ table }, at) => {
            if (!tables.includes(table)) return;
            const found = own.find((rule) => rule.table === table)?.writes.map(({ location }) => location);
            expect(found).toContainEqual({ path: files[at]?.path, line: 3, side: 'head' });
          });
        }
      },
    ),
    { seed: 7, numRuns: 60 },
  );
});
