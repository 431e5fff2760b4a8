// How noisy today's machine was: one line everyone sees, and the table behind it.
import type { Report } from '../../report.ts';
import { evidenceWord } from '../../select/evidence-words.ts';
import { noiseToday } from '../../select/noise-today.ts';
import { formatSpread, noiseLine } from '../../text/noise-text.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { tableOf } from '../../../core/markdown/table.ts';

export function noisePart(report: Report): Part {
  const metrics = noiseToday(report);
  const render = (most: number) => () => escapeProse(noiseLine(metrics, most), 900);
  return { name: 'the noise of today', weight: 50, variants: [render(4), render(1)], kept: false };
}

export function noiseTablePart(report: Report): Part {
  const metrics = noiseToday(report);
  const rows = metrics.map((metric) => [
    escapeProse(metric.label, 60),
    evidenceWord(metric),
    formatSpread(metric.noise, '±'),
    formatSpread(metric.detectable),
    `${metric.targets}`,
  ]);
  const head = ['Metric', 'Evidence', 'Base against base', 'Could be seen from', 'Targets'];
  const render = (limit: number) => () =>
    rows.length === 0
      ? ''
      : fold('Noise of today, metric by metric', tableOf({ head, align: 'llrrr', rows }, limit));
  return { name: 'the noise of each metric', weight: 11, variants: [render(40), render(8)], kept: false };
}
