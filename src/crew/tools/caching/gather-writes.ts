// Every write the code is seen to do, by table: what must drop a cached answer; and what hides writes from sight.
import type { CacheDesign, TableWrite } from './cache-design.ts';
import type { CacheInput } from './cache-input.ts';
import { keyOf } from './gather-routes.ts';
import type { FoundStatement } from './sources/find-statements.ts';
import type { Program } from './sources/program.ts';
import { readStatement } from './sources/read-statement.ts';
import { readText } from './sources/read-text.ts';
import type { SchemaFacts } from './sources/schema-facts.ts';
import { UNKNOWN_TABLE } from './sources/writes-of.ts';

export interface Writes {
  readonly all: readonly TableWrite[];
  /** Each of them may write any table. */
  readonly hidden: CacheDesign['blindSpots'];
}

const DEPLOYMENT =
  /(?:^|\/)(?:migrations?|migrate|seeds?|seeders?|schema|scripts?|drizzle|prisma)(?:[/._-]|$)/i;
const MAPPER =
  /^(?:@prisma\/client|prisma|typeorm|sequelize|mongoose|mongodb|@mikro-orm\/.*|objection|drizzle-orm(?:\/.*)?|bookshelf|waterline|knex|kysely|@supabase\/supabase-js)$/;
const BODY = /^\s*(?:create\s+(?:or\s+replace\s+)?(?:function|procedure)|do\s)/i;

export function gatherWrites(
  input: CacheInput,
  {
    program,
    statements,
    schema,
  }: { program: Program; statements: readonly FoundStatement[]; schema: SchemaFacts },
): Writes {
  const known = new Set(statements.map(({ sql }) => keyOf(sql)));
  const captured = (input.statements ?? [])
    .filter(({ sql }) => !known.has(keyOf(sql)))
    .map(({ sql, location }) => ({ sql, location, facts: readStatement(sql) }));
  const all = [...statements, ...captured].flatMap(({ sql, location, facts }): TableWrite[] => {
    const own = BODY.test(sql) ? readText(sql).writes : facts.writes;
    const when =
      location !== null && DEPLOYMENT.test(location.path) && !BODY.test(sql) ? 'deployment' : 'runtime';
    return schema
      .alsoWritten(own, facts.functions)
      .map(({ table, kind }) => ({ table, kind, location, statement: shorten(sql), when }));
  });
  return {
    all: all.filter(({ table }) => table !== UNKNOWN_TABLE),
    hidden: [
      ...all
        .filter(({ table, when }) => table === UNKNOWN_TABLE && when === 'runtime')
        .map(({ location, statement }) => ({
          text: `writes a table whose name is only known when it runs: ${statement}`,
          location,
        })),
      ...mappersIn(program),
    ],
  };
}

/** Libraries that write statements themselves. */
function mappersIn(program: Program): Writes['hidden'] {
  return [...program.sources.values()].flatMap((source) =>
    source.tree.nodes.flatMap((node) => {
      const isRequire =
        node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'require';
      const from = node.type === 'ImportDeclaration' ? node.source : isRequire ? node.arguments[0] : null;
      if (from?.type !== 'StringLiteral' || !MAPPER.test(from.value)) return [];
      return [
        {
          text: `${from.value} writes statements that stand nowhere in the code`,
          location: { path: source.path, line: node.loc?.start.line ?? 1, side: 'head' as const },
        },
      ];
    }),
  );
}

export function shorten(sql: string): string {
  // oxlint-disable-next-line no-control-regex -- marks what is put into a text when it runs
  const line = keyOf(sql).replaceAll(/\u0000/g, '…');
  return line.length > 160 ? `${line.slice(0, 159)}…` : line;
}
