// One pool for the whole process.
import { readFileSync } from 'node:fs';
import pg from 'pg';

export function openDatabase(connectionString) {
  const pool = new pg.Pool({ connectionString, max: 8 });
  pool.on('error', (error) => console.error('idle connection lost:', error.message));
  return {
    /** The rows of a statement. */
    async query(text, values) {
      const { rows } = await pool.query(text, values);
      return rows;
    },
    close: () => pool.end(),
  };
}

/** A statement kept in db/queries. */
export function statement(name) {
  return readFileSync(new URL(`../db/queries/${name}.sql`, import.meta.url), 'utf8');
}
