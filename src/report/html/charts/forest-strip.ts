// One row of the forest plot: the ratio with its interval on a logarithmic scale, worse to the right.
import type { MetricComparison } from '../../../compare/comparison.ts';
import { formatNumber } from '../../../core/format/format-number.ts';
import { timesWorse } from '../../select/times-worse.ts';
import { markup, type Markup } from '../markup.ts';
import { logScale, type Scale } from './scale.ts';

const HEIGHT = 30;
const MIDDLE = HEIGHT / 2;

/** A scale that all rows of a plot share. */
export function forestScale(rows: readonly MetricComparison[]): Scale {
  const ends = rows.flatMap((row) => {
    const worse = timesWorse(row);
    return worse === null ? [] : [worse.point, worse.low, worse.high];
  });
  const low = Math.max(
    1e-3,
    ends.reduce((one, other) => Math.min(one, other), 0.8),
  );
  const high = Math.min(
    1e4,
    ends.reduce((one, other) => Math.max(one, other), 1.25),
  );
  return logScale(low / 1.12, high * 1.16);
}

/** Drawn in percent of the width, so that it fits a phone and a wall. The numbers stand beside it in the table. */
export function forestStrip(row: MetricComparison, scale: Scale): Markup {
  const unseen = row.detectable ?? row.floor;
  const band = { from: scale.at(1 / (1 + unseen)), to: scale.at(1 + unseen) };
  return markup`<svg class="strip" width="100%" height="${HEIGHT}" aria-hidden="true" focusable="false">
    <rect class="floor" x="${band.from}%" width="${(band.to - band.from).toFixed(2)}%" y="3" height="${HEIGHT - 6}" rx="2"/>
    ${gridLines(scale)}
    ${mark(row, scale)}
  </svg>`;
}

/** The numbers under (or over) the strips. */
export function forestAxis(scale: Scale): Markup {
  const labels = scale.ticks.map(
    (tick) => markup`<text x="${scale.at(tick)}%" y="13" text-anchor="middle">${axisLabel(tick)}</text>`,
  );
  return markup`<svg class="axis" width="100%" height="18" aria-hidden="true" focusable="false">${labels}</svg>`;
}

function gridLines(scale: Scale): readonly Markup[] {
  return scale.ticks.map(
    (tick) =>
      markup`<line class="${tick === 1 ? 'same' : 'grid'}" x1="${scale.at(tick)}%" x2="${scale.at(tick)}%" y1="0" y2="${HEIGHT}"/>`,
  );
}

function mark(row: MetricComparison, scale: Scale): Markup {
  const worse = timesWorse(row);
  if (worse === null) return offScale(row);
  const { point, low, high } = worse;
  const x = scale.at(point);
  const whisker =
    row.interval === null
      ? null
      : markup`<line class="whisker" x1="${scale.at(low)}%" x2="${scale.at(high)}%" y1="${MIDDLE}" y2="${MIDDLE}"/>${[
          low,
          high,
        ].map(
          (end) =>
            markup`<line class="whisker" x1="${scale.at(end)}%" x2="${scale.at(end)}%" y1="${MIDDLE - 4}" y2="${MIDDLE + 4}"/>`,
        )}`;
  return markup`<g class="mark ${row.conclusion}">${whisker}<svg x="${x}%" y="${MIDDLE}" class="point">${shape(row)}</svg></g>`;
}

/** A shape for each conclusion, so that nobody needs the colour. */
function shape({ conclusion }: MetricComparison): Markup {
  switch (conclusion) {
    case 'regressed':
      return markup`<path d="M-6 -6L7 0L-6 6Z"/>`;
    case 'improved':
      return markup`<path d="M6 -6L-7 0L6 6Z"/>`;
    case 'inconclusive':
      return markup`<circle r="5" class="hollow"/>`;
    case 'equivalent':
      return markup`<circle r="4"/>`;
  }
}

function offScale(row: MetricComparison): Markup {
  if (row.conclusion !== 'regressed' && row.conclusion !== 'improved') return markup``;
  const x = row.conclusion === 'regressed' ? '97%' : '3%';
  return markup`<g class="mark ${row.conclusion}"><svg x="${x}" y="${MIDDLE}" class="point">${shape(row)}</svg></g>`;
}

function axisLabel(tick: number): string {
  if (tick === 1) return 'same';
  return tick > 1 ? `×${formatNumber(tick)}` : `÷${formatNumber(1 / tick)}`;
}
