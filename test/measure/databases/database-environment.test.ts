import { expect, it } from 'vitest';
import { databaseEnvironment } from '../../../src/measure/databases/database-environment.ts';

const URL = 'postgres://perf%40crew:p%3Ass@127.0.0.1:40123/head_1';
const LIBPQ = {
  PGHOST: '127.0.0.1',
  PGPORT: '40123',
  PGUSER: 'perf@crew',
  PGPASSWORD: 'p:ss',
  PGDATABASE: 'head_1',
};

it('gives the URL, and what drivers read where nothing else is said', () => {
  expect(databaseEnvironment({ url_env: 'DB_URL', parts_env: {} }, URL)).toEqual({ ...LIBPQ, DB_URL: URL });
});

it('gives the parts under the names that the app reads', () => {
  const names = {
    url_env: 'DATABASE_URL',
    parts_env: { host: 'DB_HOST', user: 'DB_USER', password: 'DB_PASS', name: 'DB_NAME' },
  };
  expect(databaseEnvironment(names, URL)).toEqual({
    ...LIBPQ,
    DATABASE_URL: URL,
    DB_HOST: '127.0.0.1',
    DB_USER: 'perf@crew',
    DB_PASS: 'p:ss',
    DB_NAME: 'head_1',
  });
});

it('gives the port a server has where its URL names none', () => {
  const names = { url_env: 'DATABASE_URL', parts_env: { port: 'DB_PORT' } };
  expect(databaseEnvironment(names, 'postgres://u:p@localhost/shop')).toMatchObject({
    PGPORT: '5432',
    DB_PORT: '5432',
  });
});
