// Plan trees, statements and log tails behind the findings, as they are.
import type { Finding } from '../../../compare/finding.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { sortFindings } from '../../select/sort-findings.ts';
import { isUnifiedDiff } from '../../../core/text/unified-diff.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import { fence, type FenceLimits } from '../../../core/markdown/fence.ts';
import type { Part } from '../fit-parts.ts';
import { fold } from '../fold.ts';
import { treeDiff } from '../tree-diff.ts';

/** Findings that share their evidence are named beside the first. */
const MOST_TITLES = 4;

export function evidencePart(report: Report, most = 10): Part {
  const { loud, notes } = sortFindings(report);
  const shown = [...loud, ...notes].filter(hasEvidence);
  const render = (count: number, limits: FenceLimits) => () =>
    shown.length === 0
      ? ''
      : fold(
          `Plans, statements, differences and logs behind ${plural(shown.length, 'finding')}`,
          sameEvidence(shown)
            .slice(0, count)
            .map((findings) => textOf(findings, limits))
            .join('\n\n'),
        );
  const variants = [
    render(most, { lines: 40, characters: 4000 }),
    render(5, { lines: 12, characters: 1500 }),
    render(2, { lines: 8, characters: 800 }),
  ];
  return { name: 'evidence', weight: 35, variants, kept: false };
}

/** A lost index and the blocks it costs rest on the same plans: those are shown once. */
function sameEvidence(findings: readonly Finding[]): readonly (readonly Finding[])[] {
  return [...Map.groupBy(findings, ({ evidence }) => JSON.stringify(evidence)).values()];
}

function textOf(findings: readonly Finding[], limits: FenceLimits): string {
  const [first, ...others] = findings;
  if (first === undefined) return '';
  const [title = '', ...sides] = evidenceOf(first, limits).split('\n\n');
  const beside = others.slice(0, MOST_TITLES).map((other) => `**${escapeProse(other.title, 160)}**`);
  const hidden = others.length - beside.length;
  const titles = [
    title,
    ...beside,
    ...(hidden > 0 ? [`…and ${plural(hidden, 'more finding', 'more findings')}`] : []),
  ];
  return [titles.join('\n\n'), ...sides].join('\n\n');
}

function hasEvidence({ evidence }: Pick<Finding, 'evidence'>): boolean {
  return isText(evidence.base) || isText(evidence.head);
}

function isText(text: string | null): text is string {
  return text !== null && text.trim() !== '';
}

/** Both sides of a finding or an observation, as they are. */
export function evidenceOf(
  { title, evidence, gate }: Pick<Finding, 'title' | 'evidence' | 'gate'>,
  limits: FenceLimits,
): string {
  const { base, head } = evidence;
  if (gate === 'query' && isText(base) && isText(head)) {
    const room = { ...limits, lines: Math.ceil(limits.lines * 1.5) };
    const name = base === head ? 'Base and head alike' : 'Base (−) and head (+)';
    return `**${escapeProse(title, 160)}**\n\n${name}:\n\n${fence(treeDiff(base, head), room)}`;
  }
  const sides = (['base', 'head'] as const).flatMap((side) => {
    const text = evidence[side];
    if (!isText(text)) return [];
    // A difference has both sides in it.
    const name = isUnifiedDiff(text) ? 'Base (−) and head (+)' : side === 'base' ? 'Base' : 'Head';
    return [`${name}:\n\n${fence(text, limits)}`];
  });
  return [`**${escapeProse(title, 160)}**`, ...sides].join('\n\n');
}
