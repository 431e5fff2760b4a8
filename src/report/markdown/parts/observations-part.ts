// What the gauges saw that is no finding, with its tables: the ladder of a route, the slope of its heap, answers that differ.
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { quietObservations, type QuietObservation } from '../../select/quiet-observations.ts';
import { codeSpan } from '../../../core/markdown/escape-markdown.ts';
import type { FenceLimits } from '../../../core/markdown/fence.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { evidenceOf } from './evidence-part.ts';

export function observationsPart(report: Report, most = 6): Part {
  const seen = quietObservations(report);
  const render = (count: number, limits: FenceLimits) => () => {
    if (seen.length === 0) return '';
    const hidden = seen.length - count;
    const shown = seen.slice(0, count).map((one) => textOf(one, limits));
    const more = hidden > 0 ? [`…and ${hidden} more in the full report.`] : [];
    return fold(plural(seen.length, 'observation'), [...shown, ...more].join('\n\n'));
  };
  const variants = [
    render(most, { lines: 40, characters: 4000 }),
    render(2, { lines: 16, characters: 1500 }),
  ];
  return { name: 'observations', weight: 14, variants, kept: false };
}

function textOf({ gate, target, observation }: QuietObservation, limits: FenceLimits): string {
  const [title = '', ...sides] = evidenceOf({ ...observation, gate }, limits).split('\n\n');
  return [`${title} · ${gate} of ${codeSpan(target, 80)}`, ...sides].join('\n\n');
}
