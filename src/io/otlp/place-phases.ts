// Puts the phases of a review on one line of time: where they really were, or one after the other by their shares of it.
import type { ReviewedPhase, ReviewedSpell } from './reviewed.ts';

export interface Placed {
  readonly name: string;
  /** Since the review began. */
  readonly begunMs: number;
  readonly endedMs: number;
  /** How long it worked, where that is not its length here. */
  readonly workMs: number | null;
  readonly parts: readonly Placed[];
}

export function placePhases(phases: readonly ReviewedPhase[]): {
  readonly isExact: boolean;
  readonly spans: readonly Placed[];
} {
  const exact = phases.flatMap((phase) => placeExactly(phase) ?? []);
  if (exact.length === phases.length) return { isExact: true, spans: exact };
  let begunMs = 0;
  const spans = phases.map((phase) => {
    const placed = placeInSequence(phase, begunMs);
    begunMs = placed.endedMs;
    return placed;
  });
  return { isExact: false, spans };
}

function placeExactly({ name, workMs, spells = [] }: ReviewedPhase): Placed | null {
  if (spells.length === 0) return null;
  return {
    name,
    begunMs: Math.min(...spells.map(({ begunMs }) => begunMs)),
    endedMs: Math.max(...spells.map(({ begunMs, endedMs }) => Math.max(begunMs, endedMs))),
    workMs: workMs ?? null,
    parts: spells.flatMap(placePart),
  };
}

function placePart({ part, begunMs, endedMs }: ReviewedSpell): readonly Placed[] {
  if (part === null) return [];
  return [{ name: part, begunMs, endedMs: Math.max(begunMs, endedMs), workMs: null, parts: [] }];
}

/** Parts that together are longer than the phase (it shared its moments with others) are shortened alike to fit into it. */
function placeInSequence(
  { name, durationMs, workMs, parts = [] }: ReviewedPhase,
  phaseBegunMs: number,
): Placed {
  const partsMs = parts.reduce((sum, part) => sum + part.durationMs, 0);
  const scale = partsMs > durationMs ? durationMs / partsMs : 1;
  let begunMs = phaseBegunMs;
  const placed = parts.map((part) => {
    const endedMs = begunMs + part.durationMs * scale;
    const one = { name: part.name, begunMs, endedMs, workMs: scale < 1 ? part.durationMs : null, parts: [] };
    begunMs = endedMs;
    return one;
  });
  return {
    name,
    begunMs: phaseBegunMs,
    endedMs: phaseBegunMs + durationMs,
    workMs: workMs ?? null,
    parts: placed,
  };
}
