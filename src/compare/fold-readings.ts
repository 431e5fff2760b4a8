// What was read in the code and what was measured are told once where they speak of the same lines: the measured finding takes the
// other in, and of several readers the first is heard.
import type { GateId } from '../core/gate-id.ts';
import type { Location } from '../core/location.ts';
import { isReading } from '../core/reading-gates.ts';
import type { Draft } from './draft.ts';

export interface Placed {
  readonly draft: Draft;
  readonly location: Location | null;
}

/** A cause and its effect stand this near to each other. */
const NEAR_LINES = 3;

/** Who speaks of speed is taken in by a measurement; who speaks of dangers only by the scan. */
const TAKEN_IN_BY: Readonly<Partial<Record<GateId, (gate: GateId) => boolean>>> = {
  static: isMeasured,
  'performance-oracle': (gate) => isMeasured(gate) || gate === 'static',
  review: isMeasured,
  'strict-review': (gate) => isMeasured(gate) || gate === 'review',
  'security-sentinel': (gate) => gate === 'security',
};

export function foldReadings(placed: readonly Placed[]): readonly Placed[] {
  const taken = new Map<Placed, Placed[]>();
  const hostOf = (one: Placed): Placed | undefined => {
    const accepts = TAKEN_IN_BY[one.draft.finding.gate];
    const host = accepts && placed.find((other) => accepts(other.draft.finding.gate) && isHost(other, one));
    return host && (hostOf(host) ?? host);
  };
  const rest = placed.filter((one) => {
    const host = hostOf(one);
    if (host === undefined) return true;
    taken.set(host, [...(taken.get(host) ?? []), one]);
    return false;
  });
  return rest.map((one) => {
    const guests = taken.get(one) ?? [];
    return guests.length === 0 ? one : withGuests(one, guests);
  });
}

/** What the project's own checks say of a line is another matter. */
const OWN_CHECKS: ReadonlySet<GateId> = new Set(['build', 'lint', 'test', 'behaviour']);

function isMeasured(gate: GateId): boolean {
  return !isReading(gate) && !OWN_CHECKS.has(gate);
}

/** What got better explains nothing that is wrong. */
function isHost({ draft, location }: Placed, { location: own }: Placed): boolean {
  if (location === null || own === null || draft.finding.kind === 'improvement') return false;
  if (location.path !== own.path || location.side !== own.side) return false;
  const [end, ownEnd] = [location.endLine ?? location.line, own.endLine ?? own.line];
  return own.line <= end + NEAR_LINES && location.line <= ownEnd + NEAR_LINES;
}

function withGuests({ draft, location }: Placed, guests: readonly Placed[]): Placed {
  const lines = [
    ...new Set(
      guests.map(({ draft: { finding }, location: own }) => `Read in line ${own?.line}: ${finding.title}`),
    ),
  ];
  const detail = [draft.finding.detail, ...lines].join('\n');
  return { draft: { ...draft, finding: { ...draft.finding, detail } }, location };
}
