// The security scan of a change: a secret that is surely one fails it, everything else is told for a person to judge.
import { fileKind } from '../../change/file-kind.ts';
import type { SecurityFinding } from '../../crew/tools/security/finding.ts';
import { findSecrets } from '../../crew/tools/security/secrets/find-secrets.ts';
import { scanSecurity } from '../../crew/tools/security/scan-security.ts';
import type { SourceFile } from '../../crew/source-file.ts';
import type { Observation } from '../../measure/measurement.ts';
import type { ChangeTexts } from '../change-texts.ts';
import { isReliable, observe } from '../observe.ts';
import { onlyNew } from '../only-new.ts';
import { unlessTooDeep } from '../unless-too-deep.ts';

const MOST_TOLD = 30;

export function observeSecurity({ head, base, changedLines }: ChangeTexts): readonly Observation[] {
  const found = onlyNew<SecurityFinding>({
    head: { files: head, findings: head.flatMap(scanFile) },
    base: { files: base, findings: base.flatMap(scanFile) },
    isChanged: ({ path, line, endLine }) => touches(changedLines.get(path), line, endLine),
  });
  return found
    .filter((finding) => finding.confidence !== 'low' && (isSecret(finding) || isWritten(finding)))
    .toSorted((one, other) => WEIGHTS[severityOf(one)] - WEIGHTS[severityOf(other)])
    .slice(0, MOST_TOLD)
    .map((finding) => {
      const { rule, why, mend, cwe } = finding;
      return observe({ ...finding, kind: rule, detail: `${why} ${mend} (${cwe})` }, severityOf(finding));
    });
}

/** Secrets are found in any text, however it is nested. */
function scanFile(file: SourceFile): readonly SecurityFinding[] {
  return unlessTooDeep(
    () => scanSecurity({ files: [file] }),
    () => findSecrets(file),
  );
}

const WEIGHTS = { error: 0, warning: 1, note: 2 } as const;

function severityOf(finding: SecurityFinding): Observation['severity'] {
  if (!isReliable(finding)) return 'note';
  return isSecret(finding) ? 'error' : 'warning';
}

function isSecret({ rule }: SecurityFinding): boolean {
  return rule.startsWith('secret-');
}

/** What tools write, people do not mend; a secret in it has leaked all the same. */
function isWritten({ path }: SecurityFinding): boolean {
  return !['generated', 'lock', 'doc'].includes(fileKind(path));
}

function touches(changed: ReadonlySet<number> | undefined, line: number, endLine: number): boolean {
  if (changed === undefined) return false;
  for (let at = line; at <= endLine; at += 1) if (changed.has(at)) return true;
  return false;
}
