// What the live heap says in words: a leak, a leak that was there before, or how it went.
import { formatBytes } from '../../core/format/format-quantity.ts';
import type { Side } from '../../core/side.ts';
import type { Observation } from '../measurement.ts';
import { label } from '../profile/render-table.ts';
import type { Holder } from './find-holders.ts';
import { settledPoints } from './heap-points.ts';
import type { Growth, HeapHistory } from './judge-growth.ts';

export interface WatchedRoute {
  /** As in the configuration. */
  readonly target: string;
  readonly growth: Growth;
  readonly history: HeapHistory;
  /** Only looked for where something leaks. */
  readonly holders: readonly Holder[];
}

const SHOWN_HOLDERS = 5;
/** The function that holds less than this of the growth is not named in the title. */
const LARGE_PART = 0.3;

export function observeGrowth(route: WatchedRoute): Observation[] {
  const { target, growth } = route;
  const [base, head] = [rate(route, 'base'), rate(route, 'head')];
  const evidence = { base: heapTable(route, 'base'), head: heapTable(route, 'head') };
  const clues = route.holders.slice(0, SHOWN_HOLDERS).map(({ fn }) => fn.name);
  const common = { detail: detail(route), evidence, clues };
  const holder = mainHolder(route);
  switch (growth.leaks) {
    case 'head':
      return [
        {
          ...common,
          kind: 'leak',
          side: 'head',
          severity: 'error',
          title: `${target} leaks memory: the live heap grows by ${head} per 1,000 requests (base: ${base})${holder === null ? '' : `, held by ${name(holder)}`}`,
          location: holder?.location ?? null,
        },
      ];
    case 'both':
      return [
        {
          ...common,
          kind: 'leak-on-base-too',
          side: 'both',
          severity: 'warning',
          title: `${target} leaks memory, on base too: the live heap grows by ${head} per 1,000 requests (base: ${base})${holder === null ? '' : `, held by ${name(holder)}`}`,
          location: null,
        },
      ];
    case 'no':
      return [
        {
          ...common,
          kind: 'live-heap',
          side: 'both',
          severity: 'note',
          title: `${target}: the live heap goes by ${base} per 1,000 requests on base, ${head} on head`,
          location: null,
        },
      ];
  }
}

function rate({ growth }: WatchedRoute, side: Side): string {
  const slope = growth.per1000[side]?.slope ?? 0;
  return `${slope < 0 ? '−' : ''}${formatBytes(Math.abs(Math.round(slope)))}`;
}

function detail({ growth, history, holders }: WatchedRoute): string {
  const interval = (side: Side): string => {
    const { low = 0, high = 0 } = growth.per1000[side] ?? {};
    return `${Math.round(low / 1000)} to ${Math.round(high / 1000)} kB on ${side}`;
  };
  const rounds = (history.head[0]?.length ?? 1) - 1;
  const requests = history.head.reduce((sum, points) => sum + (points.at(-1)?.x ?? 0), 0);
  return [
    `Growth of the live heap per 1,000 requests, with 99 % confidence: ${interval('base')}, ${interval('head')}.`,
    `Both apps were started afresh ${history.head.length} times; ${rounds} rounds each, base and head in turn, ${requests} requests on head in all, garbage collected after every round. The first quarter of the rounds counts for warming up.`,
    ...(holders.length === 0
      ? []
      : [
          `Allocated on head and still alive after a collection, per 1,000 requests: ${holders.slice(0, SHOWN_HOLDERS).map(share).join('; ')}.`,
          'Look for what keeps these objects reachable: a list, a map or a cache without a bound, a listener that is never removed.',
        ]),
  ].join(' ');
}

function mainHolder({ growth, holders }: WatchedRoute): Holder | null {
  const least = (LARGE_PART * (growth.per1000.head?.slope ?? 0)) / 1000;
  const large = holders.filter(({ bytes, fn }) => bytes >= least && fn.path !== null);
  return large.find(({ isChanged }) => isChanged) ?? large[0] ?? null;
}

function name({ fn, isChanged, location }: Holder): string {
  const at = location === null ? label(fn) : `${fn.name} (${location.path}:${location.line})`;
  return isChanged ? `${at}, changed here` : at;
}

function share(holder: Holder): string {
  return `${name(holder)} ${formatBytes(Math.round(holder.bytes * 1000))}`;
}

function heapTable({ history }: WatchedRoute, side: Side): string {
  return history[side]
    .flatMap((points, restart) => {
      const settled = new Set(settledPoints(points));
      const rows = points.map((point) => {
        const mark = settled.has(point) ? '' : '  warming up';
        return `${String(point.x).padStart(8)}  ${(point.y / 1e6).toFixed(3).padStart(12)}${mark}`;
      });
      return [`start ${restart + 1}`, 'requests  live heap MB', ...rows];
    })
    .join('\n');
}
