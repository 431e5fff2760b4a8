// The first visible line: pass, fail or neutral, and why in one sentence.
import type { Report } from '../../report.ts';
import { escapeProse } from '../../../core/markdown/escape-markdown.ts';
import type { Part } from '../fit-parts.ts';

const VERDICT_WORDS = { pass: '✅ Pass', fail: '❌ Fail', neutral: '⚪ Neutral' } as const;

export function verdictPart({ verdict }: Report): Part {
  const line = (limit: number) => () =>
    `### ${VERDICT_WORDS[verdict.conclusion]}: ${escapeProse(verdict.headline, limit)}`;
  return { name: 'the headline', weight: 100, variants: [line(300), line(120), line(20)], kept: true };
}
