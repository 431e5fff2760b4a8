// What was read in the code, as gauges tell what they saw; a secret in the words is taken out, wherever they were quoted from.
import { cleanLine } from '../core/text/clean-text.ts';
import { cutText } from '../core/text/cut-text.ts';
import { hideSecrets } from '../crew/tools/security/secrets/hide-secrets.ts';
import type { Observation } from '../measure/measurement.ts';

export interface Told {
  readonly kind: string;
  readonly message: string;
  readonly detail: string;
  /** Null where it has no place. */
  readonly path: string | null;
  readonly line: number;
  readonly endLine?: number | undefined;
}

const TITLE_LENGTH = 240;
const DETAIL_LENGTH = 3000;

export function observe(told: Told, severity: Observation['severity']): Observation {
  const { kind, message, detail, path, line, endLine } = told;
  return {
    kind,
    side: 'head',
    severity,
    title: cutText(cleanLine(hideSecrets(message)), TITLE_LENGTH),
    detail: cutText(hideSecrets(detail), DETAIL_LENGTH),
    evidence: { base: null, head: null },
    clues: [],
    location:
      path === null
        ? null
        : { path, side: 'head', line, ...(endLine !== undefined && endLine > line && { endLine }) },
  };
}

/** Grave, and sure: what may be said aloud. */
export function isReliable({
  severity,
  confidence,
}: {
  readonly severity: string;
  readonly confidence: string;
}): boolean {
  return severity === 'high' && confidence === 'high';
}
