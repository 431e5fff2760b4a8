// What a file is for, judged by its path alone: documentation is not code, and lock files and bundles are nobody's writing.
import type { DiffFile } from './diff.ts';

const FILE_KINDS = [
  'doc',
  'test',
  'code',
  'config',
  'ci',
  'migration',
  'style',
  'data',
  'lock',
  'generated',
  'other',
] as const;

export type FileKind = (typeof FILE_KINDS)[number];

/** The first kind that fits, from the narrowest to the widest. */
export function fileKind(path: string): FileKind {
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  const folders = parts;
  const extension = extensionOf(name);
  if (LOCK_NAMES.has(name) || extension === 'lock' || extension === 'lockb') return 'lock';
  if (folders.some((folder) => GENERATED_FOLDERS.has(folder)) || GENERATED_NAMES.test(name))
    return 'generated';
  if (isCi(folders, name)) return 'ci';
  if (isTest(folders, name)) return 'test';
  if (isDoc(folders, name, extension)) return 'doc';
  if (isMigration(folders, extension)) return 'migration';
  if (STYLE.has(extension)) return 'style';
  if (isConfig(name, extension)) return 'config';
  if (CODE.has(extension) || CODE_NAMES.has(name)) return 'code';
  return DATA.has(extension) ? 'data' : 'other';
}

/** Of a file that was renamed, the graver of both: code does not become prose by being moved to `docs/`. */
export function changedFileKind(file: Pick<DiffFile, 'path' | 'previousPath' | 'status'>): FileKind {
  const kind = fileKind(file.path);
  if (file.status !== 'renamed' || file.previousPath === null) return kind;
  const before = fileKind(file.previousPath);
  return (kind === 'doc' || kind === 'test') && before !== 'doc' ? before : kind;
}

export function extensionOf(name: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? '' : name.slice(dot + 1).toLowerCase();
}

const words = (text: string): ReadonlySet<string> => new Set(text.trim().split(/\s+/));

const LOCK_NAMES = words(`package-lock.json npm-shrinkwrap.json pnpm-lock.yaml go.sum packages.lock.json
  gradle.lockfile package.resolved .terraform.lock.hcl`);
/** `build/` is missing here: as often as not it holds scripts that people write. */
const GENERATED_FOLDERS = words('dist node_modules vendor __generated__ .next .nuxt .svelte-kit');
const GENERATED_NAMES =
  /(\.min\.[a-z]+|\.map|[._-]generated\.[a-z]+|\.(gen|g)\.[a-z]+|\.pb\.(go|cc|h)|_pb2(_grpc)?\.pyi?|\.designer\.cs)$/;
const DOC = words('md mdx markdown rst adoc asciidoc org tex');
const DOC_NAMES =
  /^(readme|changelog|changes|contributing|licen[cs]e|copying|notice|authors|code_of_conduct|security|maintainers|history)(\.|-|$)/;
const DOC_FOLDERS = words('doc docs documentation');
const STYLE = words('css scss sass less styl pcss postcss');
const CODE =
  words(`js mjs cjs jsx ts mts cts tsx vue svelte astro html htm ejs hbs pug njk liquid py pyi rb go rs java kt kts
  scala swift c h cc cpp cxx hpp hh m mm cs fs vb php pl pm r lua ex exs erl hs clj cljs dart elm zig nim sol sh bash
  zsh fish ps1 bat sql graphql gql prisma proto wat wasm coffee groovy jl ml mli cr d vim`);
const CODE_NAMES = words('makefile rakefile justfile');
const DATA =
  words(`txt csv tsv ndjson jsonl parquet avro xml svg png jpg jpeg gif webp avif ico bmp tif tiff mp3 mp4 webm wav ogg
  mov pdf woff woff2 ttf otf eot zip gz tgz bz2 xz 7z tar sqlite db bin dat pb po mo pot`);
const CONFIG = words(
  'json json5 jsonc yaml yml toml ini cfg conf properties env tf tfvars hcl gradle plist editorconfig csproj sln cmake',
);
const CONFIG_NAMES =
  /^(\.?env(\..*)?|\..*rc(\..*)?|.*\.config\.[cm]?[jt]s|.*rc\.[cm]?js|dockerfile(\..*)?|.*\.dockerfile|containerfile|procfile|codeowners|go\.mod|gemfile|pipfile|requirements.*\.txt|cmakelists\.txt|robots\.txt|\.[a-z]+ignore|\.gitattributes|\.gitmodules|\.editorconfig|\.nvmrc|\.node-version|\.npmrc|\.tool-versions)$/;
const CI_NAMES =
  /^(\.gitlab-ci\.ya?ml|\.travis\.ya?ml|jenkinsfile.*|azure-pipelines.*\.ya?ml|bitbucket-pipelines\.ya?ml|\.?appveyor\.ya?ml|\.drone\.ya?ml|cloudbuild\.ya?ml|action\.ya?ml)$/;
const CI_FOLDERS = words('.circleci .buildkite .woodpecker .gitlab .tekton .teamcity');
const TEST_FOLDERS = words(
  'test tests __tests__ __mocks__ __snapshots__ __fixtures__ spec specs e2e cypress testdata',
);
const TEST_NAMES =
  /([._-](test|tests|spec|specs|cy|e2e|stories|test-d)\.[a-z]+$|^test_.*\.py$|_test\.(go|py|rb|exs?|dart|c|cc|cpp)$|^conftest\.py$|_spec\.rb$|\.snap$|^(vitest|jest|playwright|cypress|karma)\.(config|setup|workspace)\.)/;
const MIGRATION_FOLDERS = words('migration migrations migrate');

function isCi(folders: readonly string[], name: string): boolean {
  if (folders[0] === '.github') return folders[1] === 'workflows' || folders[1] === 'actions';
  return CI_NAMES.test(name) || CI_FOLDERS.has(folders[0] ?? '');
}

function isTest(folders: readonly string[], name: string): boolean {
  return TEST_NAMES.test(name) || folders.some((folder) => TEST_FOLDERS.has(folder));
}

function isDoc(folders: readonly string[], name: string, extension: string): boolean {
  if (DOC.has(extension)) return true;
  if (CODE.has(extension) || CONFIG_NAMES.test(name)) return false;
  if (CONFIG.has(extension) || STYLE.has(extension)) return false;
  if (folders.some((folder) => DOC_FOLDERS.has(folder))) return true;
  return DOC_NAMES.test(name) || (extension === 'txt' && folders.length === 0);
}

function isMigration(folders: readonly string[], extension: string): boolean {
  return (
    (CODE.has(extension) || extension === 'xml') && folders.some((folder) => MIGRATION_FOLDERS.has(folder))
  );
}

function isConfig(name: string, extension: string): boolean {
  return CONFIG.has(extension) || CONFIG_NAMES.test(name);
}
