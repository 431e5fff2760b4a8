// The static performance review: known costs, growth and weight that a change brings, told quietly, for nothing was measured.
import { fileKind } from '../../change/file-kind.ts';
import type { FunctionComplexity } from '../../crew/tools/complexity/function-complexity.ts';
import { compareComplexity } from '../../crew/tools/complexity/compare-complexity.ts';
import { measureComplexity } from '../../crew/tools/complexity/measure-complexity.ts';
import type { LintFinding } from '../../crew/tools/lint/finding.ts';
import { lint } from '../../crew/tools/lint/lint.ts';
import type { SourceFile } from '../../crew/source-file.ts';
import type { Observation } from '../../measure/measurement.ts';
import type { ChangeTexts } from '../change-texts.ts';
import { isReliable, observe } from '../observe.ts';
import { onlyNew } from '../only-new.ts';
import { unlessTooDeep } from '../unless-too-deep.ts';
import { addedWeight } from './added-weight.ts';
import { grownFunctions } from './grown-functions.ts';

/** Nobody reads more of what was not measured. */
const MOST_TOLD = 12;
const SCRIPT = /\.([cm]?[jt]sx?|vue|svelte)$/;

export function observeStatic({ head, base, changedLines }: ChangeTexts): readonly Observation[] {
  const scripts = head.filter(isScript);
  const scriptsBefore = base.filter(isScript);
  const costs = onlyNew<LintFinding>({
    head: { files: scripts, findings: scripts.flatMap(costsOf) },
    base: { files: scriptsBefore, findings: scriptsBefore.flatMap(costsOf) },
    isChanged: ({ path, line }) => changedLines.get(path)?.has(line) ?? false,
  });
  const grown = grownFunctions(
    compareComplexity(complexityOf(scriptsBefore), complexityOf(scripts)),
    changedLines,
  ).filter((one) => !costs.some((cost) => stands(cost, one)));
  const told = [
    ...costs.map((cost) => ({ ...cost, kind: cost.rule, detail: `${cost.why} ${cost.mend}` })),
    ...grown,
  ].toSorted((one, other) => rank(one) - rank(other));
  return [
    ...told.map((one) => observe(one, isReliable(one) ? 'warning' : 'note')),
    ...addedWeight({ base, head }).map((one) => observe(one, 'note')),
  ].slice(0, MOST_TOLD);
}

function costsOf(file: SourceFile): readonly LintFinding[] {
  return unlessTooDeep(
    () => lint(file),
    () => [],
  );
}

function complexityOf(files: readonly SourceFile[]): readonly FunctionComplexity[] {
  return unlessTooDeep(
    () => measureComplexity(files),
    () => [],
  );
}

const RANKS = { high: 0, medium: 1, low: 2 } as const;

function rank({ severity, confidence }: Pick<LintFinding, 'severity' | 'confidence'>): number {
  return RANKS[severity] * 3 + RANKS[confidence];
}

function isScript({ path }: SourceFile): boolean {
  return SCRIPT.test(path) && ['code', 'migration'].includes(fileKind(path));
}

interface Lines {
  readonly path: string;
  readonly line: number;
  readonly endLine: number;
}

function stands(cost: Lines, { path, line, endLine }: Lines): boolean {
  return cost.path === path && line <= cost.line && cost.line <= endLine;
}
