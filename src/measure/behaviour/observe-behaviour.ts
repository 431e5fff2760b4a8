// Tells what the requests of one route showed: one finding with the answers side by side, or one note that all is as it was.
import type { RouteTarget } from '../../config/config.ts';
import { routeName } from '../../config/target-name.ts';
import type { Observation } from '../measurement.ts';
import { describeDifference, type Difference } from './difference.ts';
import type { IgnoreRules } from './ignore-rules.ts';
import type { RequestBehaviour } from './judge-request.ts';
import { keysOf } from './json-value.ts';
import { printAnswer, printRequest } from './print-exchange.ts';
import { unifiedDiff } from './unified-diff.ts';
import { describeVolatile } from './volatile-parts.ts';

export interface RouteBehaviour {
  readonly route: RouteTarget;
  readonly requests: readonly RequestBehaviour[];
  /** Paths that could not be compared, and why. */
  readonly left: readonly string[];
  readonly rules: IgnoreRules;
}

const SHOWN_DIFFERENCES = 20;
const SHOWN_REQUESTS = 5;
const SHOWN_LINES = 200;

export function observeBehaviour(seen: RouteBehaviour): Observation {
  const differing = seen.requests.filter(({ differences }) => differences.length > 0);
  return differing.length === 0 ? same(seen) : changed(seen, differing);
}

function changed(seen: RouteBehaviour, differing: readonly RequestBehaviour[]): Observation {
  const { route } = seen;
  const told = new Map(
    differing.flatMap(({ differences }) => differences.map((one) => [one.key, one] as const)),
  );
  const all = [...told.values()];
  const [first] = all;
  const more = all.length > 1 ? ` (and ${all.length - 1} more)` : '';
  const shown = differing.slice(0, SHOWN_REQUESTS);
  return {
    kind: 'behaviour-changed',
    side: 'head',
    severity: differing.some(isBroken) ? 'error' : 'warning',
    title: `${routeName(route)} answers differently: ${first ? describeDifference(first) : ''}${more}`,
    detail: [
      ...shown.flatMap(({ request, differences }) => [
        `${request.method} ${request.path}:`,
        ...differences.slice(0, SHOWN_DIFFERENCES).map((one) => `- ${describeDifference(one)}`),
        ...counted(differences.length - SHOWN_DIFFERENCES, 'more differences'),
      ]),
      ...counted(differing.length - SHOWN_REQUESTS, 'more requests differ'),
      ...volatileLines(seen),
      'Where this is meant, nothing is to be done; where it may differ at any time, name it in `behaviour.ignore`.',
    ].join('\n'),
    evidence: {
      base: shown.map(({ request }) => printRequest(request)).join('\n\n'),
      head: shown.map(printDifference).join('\n\n'),
    },
    clues: cluesOf(route, all),
    location: null,
  };
}

function same(seen: RouteBehaviour): Observation {
  const { route, requests } = seen;
  const isRandom = requests.some(({ volatile }) => volatile.body !== null);
  const asked = requests.length === 1 ? '1 request' : `${requests.length} requests`;
  const times = Math.min(...requests.map(({ compared }) => compared));
  return {
    kind: 'behaviour-same',
    side: 'both',
    severity: 'note',
    title: `${routeName(route)} answers alike${isRandom ? ' as far as can be told: a body differs as a whole even on base' : ''} (${asked}, each asked ${times} times)`,
    detail: [
      `Asked of base, of a second process of base and of head, ${times} times each; base answered ${statuses(requests)}.`,
      ...volatileLines(seen),
    ].join('\n'),
    evidence: { base: null, head: null },
    clues: [],
    location: null,
  };
}

/** Failing where base does not, or saying nothing at all. */
function isBroken({ base, head }: RequestBehaviour): boolean {
  return head === null || (base.status < 400 && head.status >= 500);
}

function printDifference({ base, head, volatile }: RequestBehaviour): string {
  return `--- base\n+++ head\n${unifiedDiff(printAnswer(base, volatile), printAnswer(head, volatile), SHOWN_LINES)}`;
}

function volatileLines({ requests, left, rules }: RouteBehaviour): string[] {
  const parts = [...new Set(requests.flatMap(({ volatile }) => describeVolatile(volatile)))];
  const shown = parts.slice(0, SHOWN_DIFFERENCES);
  const hidden = parts.length - shown.length;
  return [
    parts.length === 0
      ? 'Nothing was volatile: base answered the same each time.'
      : `Left out as volatile (it differs between answers of base, or \`behaviour.ignore\` names it): ${shown.join('; ')}${hidden > 0 ? `; and ${hidden} more` : ''}.`,
    ...left,
    ...rules.unknown.map(
      (rule) =>
        `\`${rule}\` in behaviour.ignore is neither \`header:name\` nor a path like \`$.items[*].id\`, and was not used.`,
    ),
  ];
}

function statuses(requests: readonly RequestBehaviour[]): string {
  return [...new Set(requests.map(({ base }) => base.status))].join(', ');
}

function cluesOf({ path }: RouteTarget, differences: readonly Difference[]): string[] {
  const words = differences.flatMap(({ part, place }) =>
    part === 'header'
      ? [place.split(':').at(-1) ?? place]
      : place.startsWith('$')
        ? keysOf(place).reverse()
        : [],
  );
  return [...new Set([...words.slice(0, 8), path.split('?')[0] ?? path])];
}

function counted(count: number, what: string): string[] {
  return count > 0 ? [`… and ${count} ${what}`] : [];
}
