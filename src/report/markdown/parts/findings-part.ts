// What got worse, on which lines, and the one thing to do about it.
import type { Finding } from '../../../compare/finding.ts';
import { plural } from '../../../core/format/plural.ts';
import type { Report } from '../../report.ts';
import { sortFindings } from '../../select/sort-findings.ts';
import { codeSpan, escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';
import { locationLink } from '../forge-links.ts';
import { proseLines } from '../prose-lines.ts';

interface Limits {
  readonly count: number;
  readonly title: number;
  readonly detail: number;
}

const ICONS = { error: '❌', warning: '⚠️', note: 'ℹ️' } as const;

export function findingsPart(report: Report, most = 10): Part {
  const { loud } = sortFindings(report);
  const render = (limits: Limits) => () => findingList(loud, report, limits);
  return {
    name: 'findings',
    weight: 90,
    kept: true,
    variants: [
      render({ count: most, title: 240, detail: 700 }),
      render({ count: most, title: 200, detail: 240 }),
      render({ count: 5, title: 160, detail: 0 }),
      render({ count: 2, title: 60, detail: 0 }),
      () => (loud.length === 0 ? '' : `${plural(loud.length, 'finding')}.`),
    ],
  };
}

export function findingList(findings: readonly Finding[], { pullRequest }: Report, limits: Limits): string {
  const shown = findings.slice(0, limits.count).map((finding) => {
    const place = finding.location === null ? '' : ` · ${locationLink(finding.location, pullRequest)}`;
    const about =
      finding.target === finding.gate ? finding.gate : `${finding.gate} of ${codeSpan(finding.target, 80)}`;
    const title = `${ICONS[finding.severity]} **${escapeProse(finding.title, limits.title)}**`;
    return [`${title}  `, `${about}${place}`, ...detailLines(finding.detail, limits.detail)].join('\n');
  });
  const hidden = findings.length - shown.length;
  return [
    ...shown,
    ...(hidden > 0 ? [`…and ${plural(hidden, 'more finding', 'more findings')} in the full report.`] : []),
  ].join('\n\n');
}

function detailLines(detail: string, limit: number): readonly string[] {
  const lines = proseLines(detail, limit);
  return lines === null ? [] : ['', lines];
}
