// From values to places on a chart, in percent of its width or height.

export interface Scale {
  /** 0 to 100; values outside are held at the edge. */
  readonly at: (value: number) => number;
  readonly ticks: readonly number[];
}

const STEPS = [1, 2, 5] as const;

/** Logarithmic, so that twice and half are equally far from the same. */
export function logScale(low: number, high: number): Scale {
  const from = Math.log(low);
  const span = Math.log(high) - from || 1;
  const at = (value: number) => hold(((Math.log(Math.max(value, 1e-12)) - from) / span) * 100);
  return { at, ticks: logTicks(low, high) };
}

/** Linear, from zero where the values reach down that far. */
export function linearScale(
  values: readonly number[],
): Scale & { readonly low: number; readonly high: number } {
  const least = values.reduce((one, other) => Math.min(one, other), Infinity);
  const most = values.reduce((one, other) => Math.max(one, other), -Infinity);
  if (!Number.isFinite(least) || !Number.isFinite(most)) return { at: () => 0, ticks: [], low: 0, high: 0 };
  const pad = (most - least) * 0.08 || Math.abs(most) * 0.1 || 1;
  const low = least >= 0 && least < most * 0.6 ? 0 : least - pad;
  const high = most + pad;
  return { at: (value) => hold(((value - low) / (high - low)) * 100), ticks: [low, high], low, high };
}

const MOST_TICKS = 9;
const FINE = [1.25, 1.5, 2, 3, 4] as const;

/** Steps of 1, 2 and 5, finer where the range is narrow, thinned where it is wide; 1 is always among them. */
function logTicks(low: number, high: number): readonly number[] {
  const within = (ticks: readonly number[]) => ticks.filter((tick) => tick >= low && tick <= high);
  if (high / low < 6) return within([...FINE.map((step) => 1 / step).reverse(), 1, ...FINE]);
  const powers = Array.from(
    { length: Math.ceil(Math.log10(high)) - Math.floor(Math.log10(low)) + 1 },
    (_, place) => place + Math.floor(Math.log10(low)),
  );
  const all = within(
    powers.flatMap((power) => STEPS.map((step) => Number((step * 10 ** power).toPrecision(1)))),
  );
  if (all.length <= MOST_TICKS) return all;
  const tens = within(powers.map((power) => Number((10 ** power).toPrecision(1))));
  return tens.length <= MOST_TICKS ? tens : tens.filter((tick) => Math.round(Math.log10(tick)) % 2 === 0);
}

function hold(percent: number): number {
  return Number(Math.min(100, Math.max(0, percent)).toFixed(2));
}
