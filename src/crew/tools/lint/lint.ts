// Known performance costs in one file's text, by rules that look at its tree; nothing is run, nothing else is read.
import type { LintFinding } from './finding.ts';
import { parseSource } from './parse.ts';
import type { Rule } from './rule.ts';
import { RULES } from './rules.ts';
import { readSource } from './source.ts';

export interface LintInput {
  readonly path: string;
  readonly text: string;
  /** 1-based lines of the text; only what stands on one of them is told. */
  readonly changedLines?: ReadonlySet<number>;
  /** Findings less sure than this stay out; 'medium' where it is not given. */
  readonly minConfidence?: LintFinding['confidence'];
}

/** Tests and what runs at night: nobody waits for them. */
const UNWATCHED =
  /(^|\/)(tests?|__tests__|specs?|e2e|bench\w*|fixtures?|cron|migrations?|playground)\/|\.(test|spec|bench|stories)\.[cm]?[jt]sx?$/;
const LONGEST_LINE = 5000;
const CONFIDENCES = ['low', 'medium', 'high'] as const;

/** In the order of the lines. A text that no reading makes sense of has no findings. */
export function lint({
  path,
  text,
  changedLines,
  minConfidence = 'medium',
}: LintInput): readonly LintFinding[] {
  const parsed = parseSource(path, text);
  if (parsed === null) return [];
  const source = readSource(path, parsed);
  const isQuiet = UNWATCHED.test(path) || isWrittenByTools(text);
  const least = CONFIDENCES.indexOf(minConfidence);
  return RULES.flatMap((rule) =>
    rule.check(source).map(({ node, message, confidence = rule.confidence }) =>
      toFinding(rule, {
        path,
        message,
        confidence: isQuiet ? 'low' : confidence,
        line: node.loc?.start.line ?? 1,
        endLine: node.loc?.end.line ?? 1,
      }),
    ),
  )
    .filter(
      ({ line, confidence }) =>
        CONFIDENCES.indexOf(confidence) >= least && (changedLines === undefined || changedLines.has(line)),
    )
    .toSorted((one, other) => one.line - other.line || one.rule.localeCompare(other.rule, 'en'));
}

/** Bundled or minified: nobody mends it there. */
function isWrittenByTools(text: string): boolean {
  return (
    text.length > LONGEST_LINE &&
    text.split('\n').some((line) => line.length > LONGEST_LINE && !line.includes('base64'))
  );
}

function toFinding(
  rule: Rule,
  place: Pick<LintFinding, 'path' | 'line' | 'endLine' | 'message' | 'confidence'>,
): LintFinding {
  const { id, category, alsoCategories, cost, severity, why, mend } = rule;
  const also = alsoCategories === undefined ? {} : { alsoCategories };
  return { rule: id, category, ...also, cost, severity, ...place, why, mend };
}
