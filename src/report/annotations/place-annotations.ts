// Notes on the lines of the diff: only where a reader can see them, never more than a reader can bear.
import type { Finding } from '../../compare/finding.ts';
import type { CheckAnnotation } from '../../ports/forge.ts';
import type { Report } from '../report.ts';
import { sortFindings } from '../select/sort-findings.ts';
import { cleanBlock, cleanLine } from '../../core/text/clean-text.ts';
import { cutText } from '../../core/text/cut-text.ts';

const MOST = 50;
const MOST_PER_FILE = 10;
/** The forge allows 64 kB; nobody reads more than this beside a line. */
const MESSAGE_LIMIT = 2_000;
const TITLE_LIMIT = 200;

const LEVELS = { error: 'failure', warning: 'warning', note: 'notice' } as const;

/** At most 50, at most 10 a file, gravest first, each place and title once. */
export function placeAnnotations(report: Report): readonly CheckAnnotation[] {
  const { loud, notes } = sortFindings(report);
  const changed = new Set(report.change.paths);
  const seen = new Set<string>();
  const perFile = new Map<string, number>();
  const placed: CheckAnnotation[] = [];
  for (const finding of [...loud, ...notes]) {
    const annotation = annotate(finding);
    if (annotation === null || !changed.has(annotation.path)) continue;
    const key = JSON.stringify([annotation.path, annotation.startLine, annotation.title]);
    const inFile = perFile.get(annotation.path) ?? 0;
    if (seen.has(key) || inFile >= MOST_PER_FILE || placed.length >= MOST) continue;
    seen.add(key);
    perFile.set(annotation.path, inFile + 1);
    placed.push(annotation);
  }
  return placed;
}

function annotate({ location, severity, title, detail }: Finding): CheckAnnotation | null {
  if (location === null || location.side !== 'head') return null;
  const shownTitle = cutText(cleanLine(title.slice(0, TITLE_LIMIT * 4)), TITLE_LIMIT);
  const message = cutText(cleanBlock(detail.slice(0, MESSAGE_LIMIT * 2)).trim(), MESSAGE_LIMIT);
  return {
    path: location.path,
    startLine: location.line,
    endLine: Math.max(location.line, location.endLine ?? location.line),
    level: LEVELS[severity],
    title: shownTitle || 'Finding',
    message: message || shownTitle || 'Finding',
  };
}
