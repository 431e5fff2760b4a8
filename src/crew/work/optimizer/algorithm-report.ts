// Why each place costs what it costs: how the work of its function grows, in what, and by which lines.
import { codeSpan, escapeProse } from '../../../core/markdown/escape-markdown.ts';
import { table } from '../../../core/markdown/table.ts';
import type { Bottleneck } from '../../bottleneck.ts';
import type { Proposal } from '../../proposal.ts';
import { costOf, placeOf } from '../cost-text.ts';
import type { ComplexityMetrics } from './complexity-metrics.ts';

const MOST = 20;

export interface AlgorithmInput {
  readonly bottlenecks: readonly Bottleneck[];
  readonly metrics: ComplexityMetrics;
  readonly proposals: readonly Proposal[];
}

export function algorithmReport({ bottlenecks, metrics, proposals }: AlgorithmInput): string {
  const sections = bottlenecks.slice(0, MOST).flatMap((bottleneck, at) => {
    const its = metrics.functions.find((one) => one.bottlenecks.includes(bottleneck.id));
    const patches = proposals.filter((proposal) => proposal.bottleneck === bottleneck.id);
    return [
      `## ${at + 1}. ${placeOf(bottleneck)}: ${escapeProse(bottleneck.title)}`,
      '',
      `Costs ${costOf(bottleneck)}. Told by ${bottleneck.sources.map((source) => escapeProse(source)).join(', ')}.`,
      '',
      ...(its === undefined ? ['It stands in no function whose growth could be read.', ''] : growthOf(its)),
      ...escapeLines(bottleneck.evidence),
      '',
      `Instead: ${escapeProse(bottleneck.advice)}`,
      '',
      ...patches.map(({ id, title }) => `Patch ${codeSpan(id)}: ${escapeProse(title)}.`),
      ...(patches.length === 0 ? ['No rule writes this patch: it is for a person or a model.'] : []),
      '',
    ];
  });
  const changed = metrics.functions.filter(({ before, time, roundTrips, cognitive }) =>
    before === null
      ? false
      : before.time !== time.class ||
        before.roundTrips !== roundTrips.class ||
        before.cognitive !== cognitive,
  );
  return [
    '# Algorithms',
    '',
    bottlenecks.length === 0 ? 'Nothing here is known to cost more than it must.' : '',
    ...sections,
    ...(changed.length === 0
      ? []
      : [
          '## What the change made of its functions',
          '',
          table({
            head: ['function', 'cognitive', 'time', 'round trips'],
            align: 'lrll',
            rows: changed.map(({ path, line, name, before, cognitive, time, roundTrips }) => [
              `${codeSpan(name)} (${codeSpan(`${path}:${line}`)})`,
              `${before?.cognitive ?? 0} → ${cognitive}`,
              arrow(before?.time ?? '', time.class),
              arrow(before?.roundTrips ?? '', roundTrips.class),
            ]),
          }),
          '',
        ]),
  ].join('\n');
}

function growthOf({
  name,
  time,
  roundTrips,
  cyclomatic,
  cognitive,
  loopNesting,
}: ComplexityMetrics['functions'][number]): string[] {
  const trips =
    roundTrips.class === 'none'
      ? []
      : [`Round trips: ${escapeProse(roundTrips.class)}, because ${escapeProse(roundTrips.reason)}`, ''];
  return [
    `${codeSpan(name)}: cyclomatic ${cyclomatic}, cognitive ${cognitive}, loops ${loopNesting} deep.`,
    '',
    `Time: ${escapeProse(time.class)}, because ${escapeProse(time.reason)}`,
    '',
    ...trips,
  ];
}

function arrow(before: string, after: string): string {
  return before === after ? escapeProse(after) : `${escapeProse(before)} → ${escapeProse(after)}`;
}

function escapeLines(text: string): readonly string[] {
  return text
    .split('\n')
    .slice(0, 12)
    .map((line) => `> ${escapeProse(line)}`);
}
