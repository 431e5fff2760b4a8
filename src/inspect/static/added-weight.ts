// What a change adds to installs, pages and starts, as far as the texts of the change alone tell it.
import { fileKind } from '../../change/file-kind.ts';
import type { SourceFile } from '../../crew/source-file.ts';
import { weighChange } from '../../crew/tools/weight/weigh-change.ts';
import type { ChangeTexts } from '../change-texts.ts';
import type { Told } from '../observe.ts';
import { unlessTooDeep } from '../unless-too-deep.ts';

const WEIGHED: ReadonlySet<string> = new Set(['code', 'config', 'style', 'lock', 'other']);

export function addedWeight({ base, head }: Pick<ChangeTexts, 'base' | 'head'>): readonly Told[] {
  const findings = unlessTooDeep(
    () =>
      weighChange({ base: { files: base.filter(isWeighed) }, head: { files: head.filter(isWeighed) } })
        .findings,
    () => [],
  );
  return findings
    .filter(({ origin, severity }) => origin === 'change' && severity !== 'low')
    .map(({ kind, message, mend, location }) => ({
      kind,
      message,
      detail: mend,
      path: location?.path ?? null,
      line: location?.line ?? 1,
      endLine: location?.endLine,
    }));
}

function isWeighed({ path }: SourceFile): boolean {
  return WEIGHED.has(fileKind(path));
}
