// Which of the changed files a linter can read; others would only make it complain.
const SCRIPTS = /\.([cm]?[jt]sx?|vue|svelte|astro)$/;

const LINTERS: readonly { readonly program: RegExp; readonly files: RegExp }[] = [
  { program: /\bbiome\b/, files: /\.([cm]?[jt]sx?|vue|svelte|astro|jsonc?|css|graphql|gql)$/ },
  { program: /\b(eslint|oxlint|xo|standard|jshint)\b/, files: SCRIPTS },
  { program: /\bstylelint\b/, files: /\.(css|scss|sass|less|vue|svelte)$/ },
  { program: /\b(ruff|flake8|black|pylint|mypy)\b/, files: /\.pyi?$/ },
  { program: /\brubocop\b/, files: /\.(rb|rake)$/ },
  { program: /\b(gofmt|golangci-lint)\b/, files: /\.go$/ },
  { program: /\bshellcheck\b/, files: /\.(sh|bash)$/ },
];

/** `command` is what really runs, scripts of package.json written out. */
export function canLint(command: string, path: string): boolean {
  const linter = LINTERS.find(({ program }) => program.test(command));
  return linter === undefined || linter.files.test(path);
}
