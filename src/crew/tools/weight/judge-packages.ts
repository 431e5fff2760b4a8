// Which of the packages a change brings deserve a look: heavy ones with a lighter equal, scripts at installation, new doubles.
import type { SourceFile } from '../../source-file.ts';
import { KNOWN_PACKAGES } from './known-packages.ts';
import type { WeightFinding, WeightReport } from './weight-report.ts';

type Packages = WeightReport['packages'];
type Added = Packages['added'][number];

export function judgePackages(
  { added, duplicates }: Packages,
  files: readonly SourceFile[],
): readonly WeightFinding[] {
  const finding = (
    folder: string,
    name: string,
    rest: Pick<WeightFinding, 'kind' | 'severity' | 'message' | 'mend'>,
  ): WeightFinding => ({
    ...rest,
    location: manifestLine(folder, name, files),
    origin: 'change',
    sizeBytes: null,
    gzipBytes: null,
  });
  return [
    ...added.flatMap((one) => heavy(one).map((rest) => finding(one.folder, one.name, rest))),
    ...added.flatMap((one) =>
      one.hasInstallScript === true
        ? [
            finding(one.folder, one.name, {
              kind: 'install-script',
              severity: 'medium',
              message: `${one.name} ${one.version} runs code of its own when it is installed.`,
              mend: 'Read the script, then allow it by name; install with --ignore-scripts otherwise.',
            }),
          ]
        : [],
    ),
    ...duplicates.flatMap(({ folder, name, versions, isNew }) =>
      isNew
        ? [
            finding(folder, name, {
              kind: 'duplicate-package',
              severity: 'low',
              message: `${name} is now there in ${versions.length} versions: ${versions.join(', ')}.`,
              mend: `Update what asks for the older one; \`npm explain ${name}\` names it.`,
            }),
          ]
        : [],
    ),
  ];
}

function heavy({
  name,
  isDirect,
  isDev,
}: Added): readonly Pick<WeightFinding, 'kind' | 'severity' | 'message' | 'mend'>[] {
  const known = KNOWN_PACKAGES.get(name);
  if (known === undefined || !isDirect || isDev || known.isFineInParts) return [];
  return [
    {
      kind: 'heavy-package',
      severity: 'medium',
      message: `${name} is new: ${known.reason}.`,
      mend: `Use ${known.instead}.`,
    },
  ];
}

/** The line of package.json that asks for it; null where something else brings it. */
function manifestLine(folder: string, name: string, files: readonly SourceFile[]): WeightFinding['location'] {
  const path = folder === '' ? 'package.json' : `${folder}/package.json`;
  const lines = files.find((file) => file.path === path)?.text.split('\n') ?? [];
  const at = lines.findIndex((line) => line.trimStart().startsWith(`"${name}":`));
  return at === -1 ? null : { path, line: at + 1, side: 'head' };
}
