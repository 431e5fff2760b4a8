// Files that decide how and where the product runs: deployment, infrastructure, CI, environments.
import type { FileKind } from '../../change/file-kind.ts';
import { pathWords, termFinder } from './path-words.ts';

const hasProductionWord = termFinder([
  'deploy',
  'deployment',
  'infra',
  'infrastructure',
  'terraform',
  'helm',
  'kubernetes',
  'k8s',
  'ansible',
  'pulumi',
  'docker',
  'ci',
  'production',
]);

const NAMES =
  /^(\.env(\..*)?|dockerfile(\..*)?|.*\.dockerfile|containerfile|(docker-)?compose(\..*)?\.ya?ml|procfile|jenkinsfile|nginx.*\.conf|(fly|netlify|wrangler)\.toml|(vercel|railway|firebase)\.json|(serverless|render|skaffold|app|heroku)\.ya?ml|.*\.(tf|tfvars|hcl|bicep))$/;
const FOLDERS: ReadonlySet<string> = new Set(['env', 'envs', 'environment', 'environments']);
/** Examples of an environment are documentation. */
const SAMPLE = /\.(example|sample|template|dist)$/;

/** Documentation and tests about it do not touch it. */
export function isProductionPath(path: string, kind: FileKind): boolean {
  if (kind === 'ci') return true;
  if (kind === 'doc' || kind === 'test' || kind === 'lock' || kind === 'generated') return false;
  const parts = path.toLowerCase().split('/');
  const name = parts.pop() ?? '';
  if (NAMES.test(name)) return !SAMPLE.test(name);
  return parts.some((part) => FOLDERS.has(part)) || hasProductionWord(pathWords(path));
}
