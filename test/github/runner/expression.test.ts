// Expressions as GitHub documents them.
import { describe, expect, test } from 'vitest';
import { condition, evaluate, evaluateValue, interpolate, type Scope } from './expression.ts';

const scope: Scope = {
  status: 'success',
  contexts: {
    github: {
      event_name: 'pull_request',
      event: { number: 7, labels: [{ name: 'fast' }, { name: 'slow' }] },
      ref: 'refs/pull/7/merge',
    },
    needs: { plan: { outputs: { matrix: '{"gate":["lint","test"]}' }, result: 'success' } },
    env: { 'my-name': 'crew', EMPTY: '' },
    steps: { 'run-it': { outcome: 'failure' } },
  },
};

test.each([
  ["'it''s'", "it's"],
  ['0x1F', 31],
  ['-2.5', -2.5],
  ["github.event_name == 'PULL_REQUEST'", true],
  ["'7' == github.event.number", true],
  ["'' == 0", true],
  ["'x' == 0", false],
  ['null == false', true],
  ["'b' > 'A'", true],
  ['github.event.missing.deeper', null],
  ["env['MY-NAME']", 'crew'],
  ['github.event.labels[1].name', 'slow'],
  ["contains(github.event.labels.*.name, 'FAST')", true],
  ["contains('hello', 'ELL')", true],
  ["startsWith(github.ref, 'refs/pull/') && !endsWith(github.ref, 'head')", true],
  ["github.event.missing || 'default'", 'default'],
  ["env.EMPTY && 'never' || 'so'", 'so'],
  ['1 < 2 && 2 <= 2 && 3 != 4 && (1 > 2 || true)', true],
  ["format('{0}-{1}-{{x}}', 'a', 2)", 'a-2-{x}'],
  ["join(github.event.labels.*.name, '+')", 'fast+slow'],
  ['fromJSON(needs.plan.outputs.matrix).gate[0]', 'lint'],
  ["toJSON(fromJSON('[1,true]'))", '[\n  1,\n  true\n]'],
  ['steps.run-it.outcome', 'failure'],
])('%s', (source, value) => {
  expect(evaluate(source, scope)).toEqual(value);
});

test('templates keep types only when they are the whole text', () => {
  expect(evaluateValue('${{ fromJSON(needs.plan.outputs.matrix) }}', scope)).toEqual({
    gate: ['lint', 'test'],
  });
  expect(evaluateValue('PR ${{ github.event.number }}!', scope)).toBe('PR 7!');
  expect(interpolate("${{ 'a }} b' }}", scope)).toBe('a }} b');
  expect(interpolate('none', scope)).toBe('none');
});

describe('conditions ask for success unless they speak of status', () => {
  const failed: Scope = { ...scope, status: 'failure' };
  const cancelled: Scope = { ...scope, status: 'cancelled' };
  test.each([
    [undefined, scope, true],
    [undefined, failed, false],
    ["github.event_name == 'pull_request'", failed, false],
    ['always()', failed, true],
    ['${{ failure() }}', failed, true],
    ['failure()', scope, false],
    ['cancelled()', cancelled, true],
    ['!cancelled()', failed, true],
    ['always() && github.event.number == 8', scope, false],
    [false, scope, false],
  ])('%s', (text, at, wanted) => {
    expect(condition(text, at)).toBe(wanted);
  });
});

test.each(['1 +', 'frob(1)', 'a b', '(1', '${{ x', "fromJSON('{')"])('%s is an error', (source) => {
  expect(() => (source.startsWith('$') ? interpolate(source, scope) : evaluate(source, scope))).toThrow(/./);
});
