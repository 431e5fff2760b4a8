// The tables of numbers: what changed is seen at once, what stayed or stayed uncertain is folded.
import type { MetricComparison } from '../../../compare/comparison.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { EVIDENCE_LEGEND } from '../../select/evidence-words.ts';
import { sortMetrics } from '../../select/sort-metrics.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { mermaidChart } from '../mermaid-chart.ts';
import { conclusionCell, metricCells } from '../metric-cells.ts';
import { tableOf } from '../../../core/markdown/table.ts';

const HEAD = ['Target', 'Metric', 'Base → head', 'Change', 'Evidence'] as const;

export function changedPart(report: Report, most = 40): Part {
  const { changed } = sortMetrics(report);
  const render = (limit: number) => () =>
    tableOf(
      {
        head: ['', ...HEAD],
        align: 'lllrrl',
        rows: changed.map((row) => [conclusionCell(row), ...metricCells(row)]),
      },
      limit,
    );
  const whenAny = (variant: () => string) => () =>
    changed.length === 0 ? '' : `${variant()}\n\n${EVIDENCE_LEGEND}`;
  return {
    name: 'changed metrics',
    weight: 80,
    variants: [render(most), render(20), render(8), render(3)].map(whenAny),
    kept: false,
  };
}

export function chartPart(report: Report): Part {
  const { changed } = sortMetrics(report);
  return {
    name: 'the chart',
    weight: 45,
    variants: [() => mermaidChart(changed) ?? ''],
    kept: false,
  };
}

export function inconclusivePart(report: Report, most = 60): Part {
  const { inconclusive } = sortMetrics(report);
  const body = (limit: number) =>
    tableOf(
      {
        head: [...HEAD, 'What would settle it'],
        align: 'llrrll',
        rows: inconclusive.map((row) => [...metricCells(row), escapeProse(row.need ?? '–', 120)]),
      },
      limit,
    );
  return folded({ name: 'inconclusive metrics', weight: 40, rows: inconclusive, most, body });
}

export function equivalentPart(report: Report, most = 100): Part {
  const { changed, equivalent } = sortMetrics(report);
  const legend = changed.length === 0 ? `\n\n${EVIDENCE_LEGEND}` : '';
  const body = (limit: number) =>
    tableOf({ head: HEAD, align: 'llrrl', rows: equivalent.map(metricCells) }, limit) + legend;
  return folded({ name: 'equivalent metrics', weight: 10, rows: equivalent, most, body });
}

interface Folded {
  readonly name: string;
  readonly weight: number;
  readonly rows: readonly MetricComparison[];
  readonly most: number;
  readonly body: (limit: number) => string;
}

function folded({ name, weight, rows, most, body }: Folded): Part {
  const [word = ''] = name.split(' ');
  const summary = plural(rows.length, `${word} metric`);
  const render = (limit: number) => () => (rows.length === 0 ? '' : fold(summary, body(limit)));
  return { name, weight, variants: [render(most), render(25), render(8)], kept: false };
}
