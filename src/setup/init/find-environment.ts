// Variables an app needs to start, taken from the example its authors keep for new developers.
import { secretIn } from '../../config/secret-shapes.ts';
import { joinPath, type Repository } from './repository.ts';

const EXAMPLES = ['.env.example', '.env.sample', '.env.template', '.env.dist', 'env.example'];
const SET_BY_PERFCREW = /PORT$|^NODE_ENV$|^HOST(NAME)?$/;
const MAX_VARIABLES = 25;

export interface FoundEnvironment {
  readonly variables: Readonly<Record<string, string>>;
  readonly source: string | null;
}

/** True of a variable that perfcrew gives the app itself. */
export function isSetAlready(name: string, given: readonly string[]): boolean {
  return given.includes(name) || SET_BY_PERFCREW.test(name);
}

export async function findEnvironment(
  repository: Repository,
  directory: string,
  skip: readonly string[],
): Promise<FoundEnvironment> {
  const places = [...EXAMPLES.map((name) => joinPath(directory, name)), ...EXAMPLES];
  const source = places.find((path) => repository.has(path)) ?? null;
  const text = source === null ? '' : ((await repository.read(source)) ?? '');
  const variables: Record<string, string> = {};
  for (const line of text.split('\n')) {
    const match = /^\s*(?:export\s+)?([A-Z][A-Z0-9_]*)\s*=\s*(.*?)\s*$/.exec(line);
    const name = match?.[1] ?? '';
    const value = (match?.[2] ?? '').replace(/^(['"])(.*)\1$/, '$2').replace(/\s+#.*$/, '');
    const usable = name !== '' && value !== '' && !isSetAlready(name, skip);
    if (!usable || Object.keys(variables).length >= MAX_VARIABLES) continue;
    variables[name] = secretIn(name, value) === null ? value : 'test';
  }
  return { variables, source: Object.keys(variables).length > 0 ? source : null };
}
