// Secrets and dangerous code in the texts of a change, by published formats and by syntax trees; nothing is run, nothing else is read.
import type { SourceFile } from '../../source-file.ts';
import { CODE_RULES } from './code/rules.ts';
import { readCode } from './code/read-code.ts';
import { readTemplate, TEMPLATE_RULES } from './code/template-html.ts';
import { DOCKERFILE_RULES } from './docker/rules.ts';
import { readDockerfile } from './docker/read-dockerfile.ts';
import type { SecurityFinding } from './finding.ts';
import type { SecurityRule } from './rule.ts';
import { findSecrets } from './secrets/find-secrets.ts';
import { WORKFLOW_RULES } from './workflow/rules.ts';
import { readWorkflow } from './workflow/read-workflow.ts';

export interface SecurityInput {
  readonly files: readonly SourceFile[];
  /** 1-based lines by path; where it is given, only what touches one of them is told. */
  readonly changedLines?: ReadonlyMap<string, ReadonlySet<number>>;
}

/** In the order of the files and their lines. */
export function scanSecurity({ files, changedLines }: SecurityInput): readonly SecurityFinding[] {
  return files.flatMap((file) => {
    const changed = changedLines?.get(file.path);
    if (changedLines !== undefined && changed === undefined) return [];
    return [
      ...findSecrets(file),
      ...judge(file, readCode(file), CODE_RULES),
      ...judge(file, readTemplate(file), TEMPLATE_RULES),
      ...judge(file, readWorkflow(file), WORKFLOW_RULES),
      ...judge(file, readDockerfile(file), DOCKERFILE_RULES),
    ]
      .filter((finding) => changed === undefined || touches(finding, changed))
      .toSorted((one, other) => one.line - other.line || one.rule.localeCompare(other.rule, 'en'));
  });
}

function judge<View>(
  { path }: SourceFile,
  view: View | null,
  rules: readonly SecurityRule<View>[],
): readonly SecurityFinding[] {
  if (view === null) return [];
  return rules.flatMap(({ id, severity, confidence, why, mend, cwe, check }) =>
    check(view).map(({ line, endLine, message, confidence: own }) => ({
      rule: id,
      severity,
      confidence: own ?? confidence,
      path,
      line,
      endLine,
      message,
      why,
      mend,
      cwe,
    })),
  );
}

function touches({ line, endLine }: SecurityFinding, changed: ReadonlySet<number>): boolean {
  for (let at = line; at <= endLine; at += 1) if (changed.has(at)) return true;
  return false;
}
