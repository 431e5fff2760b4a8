// The same two questions asked by each driver: `loop` runs ten statements from one line, `one` a single one.
import { createRequire } from 'node:module';

const IDS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const SQL = 'SELECT name, $2::text AS tag FROM author WHERE id = $1';

export async function openStore(driver, url) {
  switch (driver) {
    case 'pg-pool':
      return pgPool(url);
    case 'pg-client':
      return pgClient(url);
    case 'pg-callback':
      return pgCallback(url);
    case 'postgres':
      return postgresJs((await import('postgres')).default(url, { max: 4 }));
    case 'postgres-cjs':
      return postgresJs(createRequire(import.meta.url)('postgres')(url, { max: 4 }));
    case 'knex':
      return knexStore(url);
    case 'drizzle':
      return drizzleStore(url);
    case 'prisma':
      return prismaStore(url);
    default:
      throw new Error(`no store for ${driver}`);
  }
}

async function pgPool(url) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  return {
    async loop(tag) {
      const names = [];
      for (const id of IDS) names.push((await pool.query(SQL, [id, tag])).rows[0]); // loop line
      return names;
    },
    one: async (tag) => (await pool.query(SQL, [1, tag])).rows, // one line
    close: () => pool.end(),
  };
}

async function pgClient(url) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const within = async (work) => {
    const client = await pool.connect();
    try {
      return await work(client);
    } finally {
      client.release();
    }
  };
  return {
    loop: (tag) =>
      within(async (client) => {
        const rows = [];
        for (const id of IDS) {
          rows.push((await client.query({ name: 'author', text: SQL, values: [id, tag] })).rows[0]); // loop line
        }
        return rows;
      }),
    one: (tag) => within(async (client) => (await client.query(SQL, [1, tag])).rows), // one line
    close: () => pool.end(),
  };
}

async function pgCallback(url) {
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  return {
    loop: (tag) =>
      new Promise((resolve, reject) => {
        const rows = [];
        const next = (index) => {
          if (index === IDS.length) return resolve(rows);
          // loop line is the next one
          pool.query(SQL, [IDS[index], tag], (error, result) => {
            if (error) return reject(error);
            rows.push(result.rows[0]);
            next(index + 1);
          });
        };
        next(0);
      }),
    one: (tag) =>
      new Promise((resolve, reject) => {
        pool.connect((failed, client, release) => {
          if (failed) return reject(failed);
          // one line is the next one
          client.query(SQL, [1, tag], (error, result) => {
            release();
            if (error) reject(error);
            else resolve(result.rows);
          });
        });
      }),
    close: () => pool.end(),
  };
}

function postgresJs(sql) {
  return {
    async loop(tag) {
      const rows = [];
      for (const id of IDS) {
        const filter = sql`id = ${id}`;
        rows.push(...(await sql`SELECT name, ${tag}::text AS tag FROM author WHERE ${filter}`)); // loop line
      }
      return rows;
    },
    one: (tag) => sql`SELECT name, ${tag}::text AS tag FROM author WHERE id = ${1}`, // one line
    close: () => sql.end({ timeout: 1 }),
  };
}

async function knexStore(url) {
  const { default: makeKnex } = await import('knex');
  const knex = makeKnex({ client: 'pg', connection: url, pool: { min: 0, max: 4 } });
  const byId = (id, tag) =>
    knex('author')
      .select('name', knex.raw('?::text AS tag', [tag]))
      .where({ id });
  return {
    async loop(tag) {
      const rows = [];
      for (const id of IDS) rows.push(await byId(id, tag)); // loop line
      return rows;
    },
    one: async (tag) => await byId(1, tag), // one line
    close: () => knex.destroy(),
  };
}

async function drizzleStore(url) {
  const { drizzle } = await import('drizzle-orm/node-postgres');
  const { eq, sql } = await import('drizzle-orm');
  const { integer, pgTable, text } = await import('drizzle-orm/pg-core');
  const { default: pg } = await import('pg');
  const pool = new pg.Pool({ connectionString: url, max: 4 });
  const db = drizzle(pool);
  const author = pgTable('author', { id: integer('id').primaryKey(), name: text('name') });
  const fields = (tag) => ({ name: author.name, tag: sql`${tag}::text` });
  return {
    async loop(tag) {
      const rows = [];
      for (const id of IDS) {
        rows.push(await db.select(fields(tag)).from(author).where(eq(author.id, id))); // loop line
      }
      return rows;
    },
    one: async (tag) => await db.select(fields(tag)).from(author).where(eq(author.id, 1)), // one line
    close: () => pool.end(),
  };
}

async function prismaStore(url) {
  const { PrismaClient } = await import('./generated/client.ts');
  const { PrismaPg } = await import('@prisma/adapter-pg');
  const prisma = new PrismaClient({ adapter: new PrismaPg({ connectionString: url, max: 4 }) });
  const where = (id, tag) => ({ id, NOT: { name: tag } });
  return {
    async loop(tag) {
      const rows = [];
      for (const id of IDS) rows.push(await prisma.author.findMany({ where: where(id, tag) })); // loop line
      return rows;
    },
    one: async (tag) => await prisma.author.findMany({ where: where(1, tag) }), // one line
    close: () => prisma.$disconnect(),
  };
}
