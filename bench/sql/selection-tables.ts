// Reads the public what-if cost tables of Kossmann et al., PVLDB 13(11), 2020 (AMPL data of their CoPhy runs) as selection problems.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import type { Configuration, SelectionProblem } from '../../src/measure/advice/selection-problem.ts';

export type CostTable = Omit<SelectionProblem, 'budgetBytes'>;

export function readCostTable(path: string): CostTable {
  const text = gunzipSync(readFileSync(path)).toString('utf8');
  const numbers = (line: string): number[] => line.trim().split(/\s+/).filter(Boolean).map(Number);
  const sizesBytes = section(text, 'param size :=').map((line) => numbers(line.replace(/#.*/, ''))[1] ?? 0);
  const combinations = [...text.matchAll(/^set indexes_per_combination\[\d+\]:=([^;]*);/gm)].map(([, list]) =>
    numbers(list ?? '')
      .map((index) => index - 1)
      .toSorted((one, other) => one - other),
  );
  // Some queries were costed and then left out.
  const counted = new Set(numbers(/^set QUERIES :=([^;]*);/m.exec(text)?.[1] ?? ''));
  const rowsOfAll = costLines(text).map(numbers);
  const byQuery = Map.groupBy(
    rowsOfAll.filter(([query]) => counted.has(query ?? 0)),
    ([query]) => query ?? 0,
  );
  const queries = [...byQuery.values()].map((rows) => {
    const configurations: Configuration[] = rows.map(([, combination = 0, cost = 0]) => ({
      indexes: combinations[combination] ?? [],
      cost,
    }));
    const baseCost = configurations.find(({ indexes }) => indexes.length === 0)?.cost;
    if (baseCost === undefined) throw new Error(`${path} has a query without a cost without indexes.`);
    return {
      weight: 1,
      baseCost,
      configurations: configurations.filter(({ indexes }) => indexes.length > 0),
    };
  });
  return { sizesBytes, upkeep: sizesBytes.map(() => 0), queries };
}

function costLines(text: string): string[] {
  return [...text.matchAll(/^param costs?\s*:=([^;]*);/gm)].flatMap(([, body]) => lines(body ?? ''));
}

function section(text: string, head: string): string[] {
  const from = text.indexOf(head) + head.length;
  return lines(text.slice(from, text.indexOf(';', from)));
}

function lines(body: string): string[] {
  return body.split('\n').filter((line) => /^\s*\d/.test(line));
}
