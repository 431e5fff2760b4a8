// What every addition is held against, and whether the place and the targets it names are there.
import type { Bottleneck } from '../bottleneck.ts';
import type { Proposal } from '../proposal.ts';
import type { SourceFile } from '../source-file.ts';
import type { Study } from '../work/study.ts';

export interface CheckedAgainst {
  readonly study: Study;
  readonly modelName: string;
  readonly targets: ReadonlySet<string>;
  /** What is known of already: drafts and what earlier agents wrote. */
  readonly bottlenecks: readonly Bottleneck[];
  readonly proposals: readonly Proposal[];
  /** Outcomes of earlier proposals that failed, by id. */
  readonly failed: ReadonlyMap<string, string>;
  /** What is wrong with a patch, as the end of "it …"; null where nothing is. */
  readonly refusePatch: (patch: string) => string | null;
  readonly redact: (text: string) => string;
}

export function placeProblem(
  { path, line }: { readonly path: string; readonly line: number },
  head: readonly SourceFile[],
): string | null {
  const file = head.find((one) => one.path === path);
  if (file === undefined) return `${path} is not a file of head`;
  const lines = file.text.split('\n').length;
  return line > lines ? `${path} has ${lines} lines, line ${line} is not there` : null;
}

export function targetProblem(
  named: readonly string[],
  { targets }: Pick<CheckedAgainst, 'targets'>,
): string | null {
  const unknown = named.find((name) => !targets.has(name));
  if (unknown === undefined) return null;
  const known = [...targets].slice(0, 30).join(', ');
  return `there is no target ${unknown}; ${known === '' ? 'none is configured, give none' : `the targets are ${known}`}`;
}
