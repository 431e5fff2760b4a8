// The same changes in every copy, whatever rules the tables have.
import { expect, it } from 'vitest';
import { DatabaseError, type DatabaseCluster, type Row } from '../../src/ports/databases.ts';
import { changeRows } from '../../src/prove/fresh/change-rows.ts';

const COLUMNS: readonly Row[] = [
  { table: 'public.orders', column: 'status', type: 'text' },
  { table: 'public.orders', column: 'total_cents', type: 'integer' },
  { table: 'public.products', column: 'name', type: 'text' },
];

/** Refuses what the pattern matches, as a check constraint would. */
function cluster(refused: RegExp) {
  const ran = new Map<string, string[]>();
  const unused = () => Promise.reject(new Error('unused'));
  const fake: DatabaseCluster = {
    version: '18.0',
    url: (name) => name,
    create: unused,
    clone: unused,
    connect: async (name) => ({
      async query(sql) {
        if (sql.includes('information_schema')) return COLUMNS;
        if (!sql.startsWith('update')) return [];
        if (refused.test(sql)) throw new DatabaseError('violates', { sqlState: '23514', position: null });
        ran.set(name, [...(ran.get(name) ?? []), sql]);
        return [];
      },
      async [Symbol.asyncDispose]() {},
    }),
    async [Symbol.asyncDispose]() {},
  };
  return { fake, ran };
}

it('changes all plain columns of a table at once, in every copy', async () => {
  const { fake, ran } = cluster(/never/);
  expect(await changeRows(fake, ['one', 'two', 'three'])).toBe(2);
  expect(ran.get('one')).toEqual([
    "update public.orders set status = status || '~', total_cents = total_cents + 1",
    "update public.products set name = name || '~'",
  ]);
  expect(ran.get('two')).toEqual(ran.get('one'));
  expect(ran.get('three')).toEqual(ran.get('one'));
});

it('leaves out a column that a rule of its table protects, in every copy alike', async () => {
  const { fake, ran } = cluster(/status/);
  expect(await changeRows(fake, ['one', 'two'])).toBe(2);
  expect(ran.get('one')).toEqual([
    'update public.orders set total_cents = total_cents + 1',
    "update public.products set name = name || '~'",
  ]);
  expect(ran.get('two')).toEqual(ran.get('one'));
});

it('says so where a copy takes none of it', async () => {
  const { fake } = cluster(/./);
  expect(await changeRows(fake, ['one', 'two'])).toBe(0);
});
