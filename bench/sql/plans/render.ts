// The tables of the plan bench: how often each rule is right, which changes each finds, and what perfcrew gets wrong.
import { markdownTable, shareText } from '../../kit/table.ts';
import { type PlanTrial, RULES, score, type SqlPlans } from './result.ts';

type Shown = Pick<SqlPlans, 'scale' | 'trials' | 'cloned' | 'resampled'>;

export function renderSqlPlans({ scale, trials, cloned, resampled }: Shown): string {
  const harmful = trials.filter((trial) => trial.harmful).length;
  return [
    `${trials.length} changes, ${harmful} of them harmful: on a copy with ${scale} times the rows they read at least twice the blocks or handle at least twice the rows.`,
    '',
    markdownTable(
      [
        'rule',
        'harmful found (recall)',
        'alarms that are right (precision)',
        'false alarms on harmless changes',
      ],
      RULES.map(({ name, flags }) => {
        const { found, harmful: all, falseAlarms, harmless } = score(trials, flags);
        return [
          name,
          shareText(found, all),
          shareText(found, found + falseAlarms),
          shareText(falseAlarms, harmless),
        ];
      }),
    ),
    '',
    markdownTable(
      [
        'change',
        'harmful: found by perfcrew / cost / new scan',
        'harmless: flagged by perfcrew / cost / new scan',
      ],
      [...new Set(trials.map(({ mutation }) => mutation))].map((mutation) => {
        const group = trials.filter((trial) => trial.mutation === mutation);
        const cell = (isHarmful: boolean): string => {
          const some = group.filter((trial) => trial.harmful === isHarmful);
          const counts = RULES.map(({ flags }) => some.filter(flags).length).join(' / ');
          return some.length === 0 ? '' : `${counts} of ${some.length}`;
        };
        return [mutation, cell(true), cell(false)];
      }),
    ),
    '',
    ...mistakes(trials),
    `Unchanged queries on base and on a copy of it: ${alarms(cloned)}. The same where the copy's statistics were taken again: ${alarms(resampled)}.`,
  ].join('\n');
}

function mistakes(trials: readonly PlanTrial[]): readonly string[] {
  const wrong = trials.filter(({ findings, harmful }) => findings.length > 0 !== harmful);
  if (wrong.length === 0) return [];
  const lines = wrong.map(({ schema, name, harmful, findings, small, large }) => {
    const blocks = (pair: PlanTrial['large']): string => `${pair.base?.blocks ?? '–'} → ${pair.head.blocks}`;
    const what = harmful ? 'missed' : `false alarm ${findings.join(', ')}`;
    return `- ${schema}, ${name}: ${what}; blocks ${blocks(small)}, on the larger copy ${blocks(large)}`;
  });
  return ['What perfcrew got wrong:', '', ...lines, ''];
}

function alarms({ runs, alarms: told }: Shown['cloned']): string {
  const names = told.length === 0 ? '' : ` (${[...new Set(told)].join('; ')})`;
  return `${told.length} findings in ${runs} runs${names}`;
}
