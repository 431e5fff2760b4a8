// Plans for tests, written as trees of a few words.
import { parsePlan, type Plan } from '../../../src/measure/query/plan-tree.ts';

export type RawNode = Readonly<Record<string, unknown>> & { readonly 'Node Type': string };

export function plan(root: RawNode): Plan {
  return parsePlan([{ Plan: root, 'Execution Time': 1 }]);
}

export function node(
  type: string,
  more: Readonly<Record<string, unknown>> = {},
  ...children: RawNode[]
): RawNode {
  return {
    'Node Type': type,
    'Plan Rows': 10,
    'Actual Rows': 10,
    'Actual Loops': 1,
    'Total Cost': 5,
    ...more,
    Plans: children,
  };
}

export const seqScan = (relation: string, more = {}) =>
  node('Seq Scan', { 'Relation Name': relation, Alias: relation, ...more });

export const indexScan = (relation: string, index: string, more = {}) =>
  node('Index Scan', { 'Relation Name': relation, Alias: relation, 'Index Name': index, ...more });

export const bitmapScan = (relation: string, index: string, more = {}) =>
  node(
    'Bitmap Heap Scan',
    { 'Relation Name': relation, Alias: relation, ...more },
    node('Bitmap Index Scan', { 'Index Name': index }),
  );
