// Numbers that changed by themselves, without anything seen that explains them: regressions, and improvements as notes.
import type { Config } from '../config/config.ts';
import { pageName, routeName } from '../config/target-name.ts';
import { formatConfidence } from '../core/format/format-confidence.ts';
import type { Comparison, MetricComparison } from './comparison.ts';
import { corroborate } from './corroborate.ts';
import { changeSize, describeChange, describeChanges } from './describe-change.ts';
import { type Draft, NO_EVIDENCE } from './draft.ts';

/** `rows` are the regressed gate metrics of one target. */
export function draftRegression(rows: readonly MetricComparison[], context: DraftContext): Draft[] {
  const remark = corroborate(rows, context.comparison);
  return draftChange(rows, { kind: 'regression', severity: 'error', remark, config: context.config });
}

export function draftImprovement(
  rows: readonly MetricComparison[],
  { config }: Pick<DraftContext, 'config'>,
): Draft[] {
  return draftChange(rows, { kind: 'improvement', severity: 'note', remark: null, config });
}

export interface DraftContext {
  readonly config: Config;
  readonly comparison: Comparison;
}

function draftChange(
  rows: readonly MetricComparison[],
  as: {
    readonly kind: string;
    readonly severity: 'error' | 'note';
    readonly remark: string | null;
    readonly config: Config;
  },
): Draft[] {
  const [first] = rows;
  if (first === undefined) return [];
  const { gate, target } = first;
  const sorted = rows.toSorted((one, other) => changeSize(other) - changeSize(one));
  const improved = as.kind === 'improvement' ? ' improved' : '';
  const query = as.config.targets.queries.find(({ name }) => gate === 'query' && name === target);
  return [
    {
      finding: {
        kind: as.kind,
        gate,
        target,
        severity: as.severity,
        title: `${target}${improved}: ${describeChanges(rows)}`,
        detail: [
          ...sorted.map((row) => `${describeChange(row)}${certainty(row)}`),
          ...(as.remark === null ? [] : [as.remark]),
        ].join('\n'),
        evidence: NO_EVIDENCE,
      },
      location: null,
      clues: query?.file === undefined ? [] : [query.file],
      route:
        as.kind === 'regression' && (gate === 'load' || gate === 'page') ? routeOf(target, as.config) : null,
      subject: '',
      size: Math.max(...rows.map(changeSize)),
    },
  ];
}

function certainty({ interval, pairs, confirmed }: MetricComparison): string {
  if (interval === null) return '';
  const sure = formatConfidence(interval.confidence);
  return `, ×${interval.low.toFixed(2)} to ×${interval.high.toFixed(2)} with ${sure} % confidence over ${pairs} rounds${confirmed === true ? ', repeated in fresh processes' : ''}`;
}

function routeOf(target: string, config: Config): string {
  const route = config.targets.routes.find((candidate) => routeName(candidate) === target);
  const page = config.targets.pages.find((candidate) => pageName(candidate) === target);
  return route?.path ?? page?.path ?? target.replace(/^[A-Z]+ /, '');
}
