import { expect, test } from 'vitest';
import { LARGE_BLOCKS, unsupportedScans } from '../../../src/measure/query/unsupported-scans.ts';
import { indexScan, node, plan, seqScan, type RawNode } from './plan.ts';

const found = (root: RawNode) =>
  unsupportedScans(plan(root).root, LARGE_BLOCKS).map(({ node: { relation }, blocks, kept }) => [
    relation,
    blocks,
    kept,
  ]);
const size = (blocks: number, kept: number) => ({ 'Shared Hit Blocks': blocks, 'Actual Rows': kept });

test.each<[string, RawNode, readonly (readonly [string, number, number])[]]>([
  ['few rows of many blocks', seqScan('t', size(400, 3)), [['t', 400, 3]]],
  ['half of what the index would cost', seqScan('t', size(400, 196)), [['t', 400, 196]]],
  ['most rows', seqScan('t', size(400, 9000)), []],
  ['a small table', seqScan('t', size(127, 1)), []],
  ['an index read from end to end', indexScan('t', 'i', size(400, 3)), [['t', 400, 3]]],
  ['an index asked often', indexScan('t', 'i', { ...size(400, 1), 'Actual Loops': 90 }), []],
  ['never run', seqScan('t', { ...size(400, 0), 'Actual Loops': 0 }), []],
  ['only planned', seqScan('t', { 'Shared Hit Blocks': 400, 'Actual Rows': undefined }), []],
  [
    'the first of a sorted table',
    node('Limit', size(400, 10), node('Sort', size(400, 10), seqScan('t', size(400, 9000)))),
    [['t', 400, 10]],
  ],
  ['a sum over all', node('Aggregate', size(400, 1), seqScan('t', size(400, 9000))), []],
  [
    'what a join leaves over',
    node(
      'Hash Join',
      size(403, 5),
      seqScan('t', size(400, 9000)),
      node('Hash', size(3, 2), indexScan('u', 'i', size(3, 2))),
    ),
    [['t', 400, 5]],
  ],
])('%s', (_, root, scans) => {
  expect(found(root)).toEqual(scans);
});
