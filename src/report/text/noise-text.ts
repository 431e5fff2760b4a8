// The noise of today in one line, the same words in the comment, the terminal and the page.
import type { MetricNoise, Spread } from '../select/noise-today.ts';

/** `Noise here today: base against base differs by up to ±1.8 % (Server CPU per request), …`: gate metrics first, at most `most` of them; empty where nothing was noisy. */
export function noiseLine(metrics: readonly MetricNoise[], most: number): string {
  const shown = metrics.toSorted((one, other) => Number(one.isWatched) - Number(other.isWatched));
  const noises = namedSpreads(shown, 'noise', most);
  const seen = namedSpreads(shown, 'detectable', most);
  const parts = [
    ...(noises === '' ? [] : [`base against base differs by up to ${noises}`]),
    ...(seen === '' ? [] : [`the smallest change that could be seen is ${seen}`]),
  ];
  return parts.length === 0 ? '' : `Noise here today: ${parts.join('; ')}.`;
}

function namedSpreads(metrics: readonly MetricNoise[], what: 'noise' | 'detectable', most: number): string {
  const sign = what === 'noise' ? '±' : '';
  const named = metrics.flatMap((metric) => {
    const spread = metric[what];
    return spread === null ? [] : [`${signedShare(spread.worst, sign)} (${metric.label})`];
  });
  const hidden = named.length - most;
  return [...named.slice(0, most), ...(hidden > 0 ? [`and ${hidden} more`] : [])].join(', ');
}

/** `1.8 %, worst 4 %`; one number where both are the same, a dash where nothing is known. */
export function formatSpread(spread: Spread | null, sign = ''): string {
  if (spread === null) return '–';
  const [median, worst] = [signedShare(spread.median, sign), signedShare(spread.worst, sign)];
  return median === worst ? median : `${median}, worst ${worst}`;
}

/** Ten times the number and more is no measure of anything, however many digits it has. */
const MOST_SHARE = 10;

function signedShare(fraction: number, sign: string): string {
  return fraction > MOST_SHARE ? 'more than 1,000 %' : `${sign}${formatShare(fraction)}`;
}

/** `1.8 %`, `12 %`. */
export function formatShare(fraction: number): string {
  const percent = fraction * 100;
  return `${Number(percent.toFixed(percent < 10 ? 1 : 0))} %`;
}
