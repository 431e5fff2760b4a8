import { describe, expect, it } from 'vitest';
import {
  isHousekeeping,
  normalizeStatement,
  shortStatement,
  statementClues,
} from '../../../src/measure/load/statement-text.ts';

describe('normalizeStatement', () => {
  it.each([
    ['select *\n  from items\twhere id = $1 ;', 'select * from items where id = $1'],
    ["/* route='/orders' */ select 1", 'select 1'],
    ['select 1 /*traceparent=00-ab*/', 'select 1'],
    ['select a -- the name\nfrom b', 'select a from b'],
  ])('%j', (query, normal) => {
    expect(normalizeStatement(query)).toBe(normal);
  });
});

it.each([
  ['BEGIN', true],
  ['commit', true],
  ["SET client_encoding TO 'UTF8'", true],
  ['DEALLOCATE ALL', true],
  ['select set_config($1, $2, $3)', false],
  ['settle accounts', false],
  ['with begin as (select 1) select * from begin', false],
])('%s is housekeeping: %s', (statement, expected) => {
  expect(isHousekeeping(statement)).toBe(expected);
});

it.each([
  ['select id from items where order_id = $1', 'select id from items where order_id = $1'],
  [
    'select "i"."id", "i"."name", "i"."price", "i"."quantity" from "items" as "i" where "i"."order_id" = $1',
    'select … from "items" as "i" where "i"."order_id" = $1',
  ],
  [`update items set ${'a'.repeat(120)} = $1`, `update items set ${'a'.repeat(82)}…`],
])('shortens %s', (statement, short) => {
  expect(shortStatement(statement)).toBe(short);
});

describe('statementClues', () => {
  it.each([
    [
      'select id from items where order_id = $1',
      [
        'select id from items where order_id = $1',
        'select id from items where order_id =',
        'items',
        'order_id',
      ],
    ],
    [
      'select * from "shop"."Items" i join prices p on p.item = i.id where i.sku = any($1)',
      [
        'select * from "shop"."Items" i join prices p on p.item = i.id where i.sku = any($1)',
        'select * from "shop"."Items" i join prices p on p.item = i.id where i.sku = any(',
        'Items',
        'prices',
        'sku',
      ],
    ],
    [
      'update carts set total = $1',
      ['update carts set total = $1', 'update carts set total =', 'carts', 'total'],
    ],
  ])('%s', (statement, clues) => {
    expect(statementClues(statement)).toEqual(clues);
  });
});
