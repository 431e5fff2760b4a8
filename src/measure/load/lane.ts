// The three processes every round visits: base, head, and a second one of base that says how much two alike differ.
import type { Side } from '../../core/side.ts';

export const LANES = ['base', 'control', 'head'] as const;
export type Lane = (typeof LANES)[number];

export function sideOf(lane: Lane): Side {
  return lane === 'head' ? 'head' : 'base';
}
