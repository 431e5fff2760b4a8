// Sorts changed files by what they mean for the tests: prose changes none, some change all, scripts can be followed.
import { SCRIPT_FILE, type ChangedFiles } from '../commands/changed-files.ts';

export interface TestedChange {
  /** Scripts that can be followed to the tests that import them. */
  readonly scripts: readonly string[];
  /** The first reason why every test may be concerned; null where there is none. */
  readonly reachesAll: string | null;
}

const PROSE =
  /(^|\/)(LICEN[CS]E|NOTICE|CHANGELOG|README|CODEOWNERS|\.gitignore|\.gitattributes|\.editorconfig)[^/]*$|\.(md|mdx|txt|rst|adoc|png|jpe?g|gif|svg|webp|avif|ico)$|(^|\/)\.github\//i;
const SETTINGS =
  /(^|\/)(package\.json|tsconfig[^/]*\.json|(vite|vitest|jest|babel|swc)\.[^/]*|[^/]*\.config\.[cm]?[jt]s|\.env[^/]*|setup-?tests?\.[cm]?[jt]sx?)$/i;
const TEST =
  /(^|\/)(__tests__|tests?|specs?)\/(.*\/)?[^/]+\.[cm]?[jt]sx?$|[.\-_](test|spec)\.[cm]?[jt]sx?$|(^|\/)(test|test-[^/]+)\.[cm]?[jt]sx?$/;

export function isTestFile(path: string): boolean {
  return TEST.test(path) && !/\.d\.[cm]?ts$/.test(path);
}

export function classifyChange(changed: ChangedFiles): TestedChange {
  const meaningful = changed.present.map(({ path }) => path).filter((path) => !PROSE.test(path));
  const gone = changed.gone.find((path) => !PROSE.test(path) && !isTestFile(path));
  const settings = meaningful.find((path) => SETTINGS.test(path));
  const opaque = meaningful.find((path) => !SCRIPT_FILE.test(path));
  return {
    scripts: meaningful.filter((path) => SCRIPT_FILE.test(path)),
    reachesAll:
      changed.incomplete ??
      (gone && `${gone} is gone, and who imported it cannot be asked any more`) ??
      (settings && `${settings} concerns every test`) ??
      (opaque && `${opaque} is not imported, so it cannot be followed to its tests`) ??
      null,
  };
}
