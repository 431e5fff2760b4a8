// The table of A/A reviews with its goals beside the figures.
import { markdownTable, secondsText, shareInterval, percentText, shareText } from '../kit/table.ts';
import { summarize, type FalseAlarms } from './result.ts';

/** Largest share of metrics that may be called changed. */
const CHANGED_GOAL = 0.01;
/** Reviews after which not one gate may have failed. */
const REVIEWS_GOAL = 50;

export function renderFalseAlarms({ trials }: Pick<FalseAlarms, 'trials'>): string {
  const rows = summarize(trials);
  const table = markdownTable(
    [
      'server',
      'reviews',
      'metrics compared',
      `called changed (goal ≤ ${percentText(CHANGED_GOAL)})`,
      'gates failed (goal 0)',
      'inconclusive',
      'gates unmeasured',
      'wall time of a review',
    ],
    rows.map((row) => [
      row.server,
      `${row.reviews}`,
      `${row.compared}`,
      shareText(row.changed, row.compared),
      `${row.failed}`,
      shareText(row.inconclusive, row.compared),
      `${row.unmeasured}`,
      row.meanWallMs === null ? '–' : secondsText(row.meanWallMs),
    ]),
  );
  return [table, '', conclusion(rows.at(-1)), ...falseAlarmLines(trials)].join('\n');
}

function conclusion(all: ReturnType<typeof summarize>[number] | undefined): string {
  if (all === undefined || all.reviews === 0) return 'No review was run.';
  const { low, high } = shareInterval(all.changed, all.compared);
  const held = all.changed <= CHANGED_GOAL * all.compared && all.failed === 0;
  const enough = all.reviews >= REVIEWS_GOAL ? '' : ` ${REVIEWS_GOAL} reviews are asked for.`;
  return `Goal ${held ? 'held' : 'missed'}: 95 % interval of the share called changed, as if metrics were independent, ${percentText(low)} to ${percentText(high)}.${enough}`;
}

function falseAlarmLines(trials: FalseAlarms['trials']): string[] {
  const lines = trials.flatMap(({ server, seed, changed }) =>
    changed.map(
      ({ gate, target, metric, conclusion: what, ratio }) =>
        `- ${server}, seed ${seed}: ${gate} ${target}, ${metric} ${what}${ratio === null ? '' : `, × ${ratio.toFixed(3)}`}`,
    ),
  );
  return lines.length === 0 ? [] : ['', 'Called changed though nothing changed:', '', ...lines];
}
