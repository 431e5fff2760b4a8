// A place that somebody of the review, the linter or a profile points at, before it is known what it costs.
import type { Location } from '../../../core/location.ts';
import type { Bottleneck } from '../../bottleneck.ts';

export interface Suspect {
  readonly kind: string;
  readonly title: string;
  readonly location: Location | null;
  /** Names of the targets it slows. */
  readonly targets: readonly string[];
  readonly origin: Bottleneck['origin'];
  readonly source: string;
  readonly evidence: string;
  readonly advice: string;
  /** Lines of the whole function, where the voice is about a function: whatever else stands in them is the same bottleneck. */
  readonly within: { readonly line: number; readonly endLine: number } | null;
  /** The part of the target's time that a profile saw there, 0 to 1; null where none looked. */
  readonly share: number | null;
}

/** Voices of the review measured that something is wrong; the others only say where it may come from. */
export function isMeasured(sources: readonly string[]): boolean {
  return sources.some((source) => source.startsWith('review'));
}
