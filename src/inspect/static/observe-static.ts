// The static performance review: known costs, growth and weight that a change brings, told quietly, for nothing was measured.
import { fileKind } from '../../change/file-kind.ts';
import { compareComplexity } from '../../crew/tools/complexity/compare-complexity.ts';
import { measureComplexity } from '../../crew/tools/complexity/measure-complexity.ts';
import type { LintFinding } from '../../crew/tools/lint/finding.ts';
import { lint } from '../../crew/tools/lint/lint.ts';
import { weighChange } from '../../crew/tools/weight/weigh-change.ts';
import type { SourceFile } from '../../crew/source-file.ts';
import type { Observation } from '../../measure/measurement.ts';
import type { ChangeTexts } from '../change-texts.ts';
import { isReliable, observe } from '../observe.ts';
import { onlyNew } from '../only-new.ts';
import { grownFunctions } from './grown-functions.ts';

/** Nobody reads more of what was not measured. */
const MOST_TOLD = 12;
const SCRIPT = /\.([cm]?[jt]sx?|vue|svelte)$/;
const WEIGHED = new Set(['code', 'config', 'style', 'lock', 'other']);

export function observeStatic({ head, base, changedLines }: ChangeTexts): readonly Observation[] {
  const [scripts, scriptsBefore] = [head, base].map((files) => files.filter(isScript)) as [
    SourceFile[],
    SourceFile[],
  ];
  const costs = onlyNew<LintFinding>({
    head: { files: scripts, findings: scripts.flatMap((file) => lint(file)) },
    base: { files: scriptsBefore, findings: scriptsBefore.flatMap((file) => lint(file)) },
    isChanged: ({ path, line }) => changedLines.get(path)?.has(line) ?? false,
  });
  const grown = grownFunctions(
    compareComplexity(measureComplexity(scriptsBefore), measureComplexity(scripts)),
    changedLines,
  ).filter(({ path, line, endLine }) => !costs.some((cost) => stands(cost, { path, line, endLine })));
  const weights = weighChange({
    base: { files: base.filter(isWeighed) },
    head: { files: head.filter(isWeighed) },
  });
  const told = [
    ...costs.map((cost) => ({ ...cost, kind: cost.rule, detail: `${cost.why} ${cost.mend}` })),
    ...grown,
  ];
  return [
    ...told
      .toSorted((one, other) => rank(one) - rank(other))
      .map((one) => observe(one, isReliable(one) ? 'warning' : 'note')),
    ...weights.findings
      .filter(({ origin, severity }) => origin === 'change' && severity !== 'low')
      .map(({ kind, message, mend, location }) =>
        observe(
          {
            kind,
            message,
            detail: mend,
            path: location?.path ?? null,
            line: location?.line ?? 1,
            endLine: location?.endLine,
          },
          'note',
        ),
      ),
  ].slice(0, MOST_TOLD);
}

const RANKS = { high: 0, medium: 1, low: 2 } as const;

function rank({ severity, confidence }: Pick<LintFinding, 'severity' | 'confidence'>): number {
  return RANKS[severity] * 3 + RANKS[confidence];
}

function isScript({ path }: SourceFile): boolean {
  return SCRIPT.test(path) && ['code', 'migration'].includes(fileKind(path));
}

function isWeighed({ path }: SourceFile): boolean {
  return WEIGHED.has(fileKind(path));
}

interface Lines {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
}

function stands(cost: Lines, { path, line, endLine }: Lines): boolean {
  return cost.path === path && line <= cost.line && cost.line <= endLine;
}
