// Places a patch that claims to make code faster has no business in: they decide how it is judged, not how fast it is.
import { fileKind } from '../../change/file-kind.ts';

interface RefusedPlace {
  readonly matches: (path: string) => boolean;
  readonly what: string;
}

const REFUSED: readonly RefusedPlace[] = [
  { matches: (path) => /^\.github\//i.test(path), what: 'workflows and repository settings' },
  {
    matches: (path) => /(^|\/)\.?perfcrew[^/]*(\/|\.ya?ml$|\.json$)/i.test(path),
    what: "perfcrew's own configuration",
  },
  { matches: (path) => fileKind(path) === 'test', what: 'tests' },
  { matches: (path) => fileKind(path) === 'lock', what: 'lock files' },
  { matches: (path) => fileKind(path) === 'ci', what: 'CI' },
  {
    matches: (path) =>
      /(^|\/)(package\.json|\.npmrc|\.yarnrc(\.yml)?|pnpm-workspace\.yaml|\.pnpmfile\.cjs|bunfig\.toml)$/.test(
        path,
      ),
    what: 'packages and their scripts',
  },
  {
    matches: (path) =>
      /(^|\/)(bench|benches|benchmark|benchmarks|perf)\//i.test(path) ||
      /[._-]bench(mark)?\.[a-z]+$/i.test(path),
    what: 'benchmarks',
  },
  {
    matches: (path) => /(^|\/)(scripts?|tools|hooks|\.husky)\//i.test(path),
    what: 'scripts that build and check',
  },
  {
    matches: (path) =>
      /(^|\/)(Dockerfile|docker-compose[^/]*|Makefile|Procfile|tsconfig[^/]*\.json|[^/]*\.config\.[cm]?[jt]s)$/i.test(
        path,
      ),
    what: 'build settings',
  },
  { matches: (path) => /(^|\/)\.[^/]+$/.test(path) || /(^|\/)\.env/.test(path), what: 'hidden files' },
  {
    matches: (path) => /(^|\/)(node_modules|dist|build|vendor|coverage)\//.test(path),
    what: 'generated or foreign code',
  },
];

/** What it would touch; null where a patch may go. */
export function refusedPlace(path: string): string | null {
  if (path.startsWith('/') || path.split('/').some((part) => part === '..' || part === '.git'))
    return 'files outside of the repository';
  return REFUSED.find(({ matches }) => matches(path))?.what ?? null;
}
