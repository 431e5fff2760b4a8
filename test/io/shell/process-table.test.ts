// Process names may hold anything; the columns behind them must still be found.
import { expect, test } from 'vitest';
import { parsePsLine, parseStat } from '../../../src/io/shell/process-table.ts';

const columns = 'S 10 20 30 0 -1 4194560 100 0 0 0 7 5 3 1 20 0 11 0 4711 1000000 250 0 0';

test.each(['node', 'a b', 'x) R 1 (y', '((', ''])('name %j', (name) => {
  expect(parseStat(`42 (${name}) ${columns}`)).toEqual({
    pid: 42,
    parent: 10,
    group: 20,
    session: 30,
    startedAt: '4711',
    cpuMs: 160,
    ended: false,
  });
});

test('a zombie has ended', () => {
  expect(parseStat(`42 (node) ${columns.replace('S', 'Z')}`)?.ended).toBe(true);
});

test('what is no process is nothing', () => {
  expect([parseStat(''), parseStat('42 (cut'), parsePsLine(''), parsePsLine('PID PPID')]).toEqual([
    null,
    null,
    null,
    null,
  ]);
});

test('reads ps where there is no /proc', () => {
  expect(parsePsLine('  501   1   501 Ss    1-02:03:04.50 Mon Jan  5 10:00:00 2026')).toEqual({
    pid: 501,
    parent: 1,
    group: 501,
    session: 501,
    startedAt: 'Mon Jan  5 10:00:00 2026',
    cpuMs: ((24 + 2) * 3600 + 3 * 60 + 4.5) * 1000,
    ended: false,
  });
});
