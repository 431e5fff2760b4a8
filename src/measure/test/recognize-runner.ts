// Understands a test command well enough to run part of it: vitest, jest and node --test, without shell tricks around them.

export interface TestRunner {
  readonly kind: 'vitest' | 'jest' | 'node';
  /** What stands before the runner: `env` and its assignments; empty for none. */
  readonly lead: readonly string[];
  readonly flags: readonly string[];
  /** Files or filters named in the command. */
  readonly positionals: readonly string[];
}

/** Flags whose value is the next word. */
const VALUE_FLAGS: Readonly<Record<TestRunner['kind'], RegExp>> = {
  vitest:
    /^(-c|-r|-t|--(config|root|testNamePattern|project|environment|reporter|outputFile|pool|dir|shard|maxWorkers|minWorkers|testTimeout|hookTimeout|teardownTimeout|retry|bail|mode|exclude|execArgv|tagsFilter|coverage\.[\w.]+))$/,
  jest: /^(-c|-t|-w|--(config|testNamePattern|maxWorkers|rootDir|reporters|testTimeout|selectProjects|ignoreProjects|env|testEnvironment|coverageDirectory|coverageReporters|coverageProvider|shard|maxConcurrency|setupFilesAfterEnv|bail))$/,
  node: /^(-r|-C|--(import|require|loader|experimental-loader|env-file|env-file-if-exists|conditions|test-reporter|test-reporter-destination|test-name-pattern|test-skip-pattern|test-concurrency|test-timeout|test-shard|test-isolation))$/,
};

/** Flags that narrowing sets itself or that would never end. */
const DROPPED = /^(--run|-w|--watch|--watch=.*|--watchAll|--watchAll=.*|--no-watch|--passWithNoTests)$/;

/** Null where the command is none of the three, or more than one program. */
export function recognizeRunner(command: string): TestRunner | null {
  const words = splitWords(command);
  if (words === null) return null;
  const { lead, rest } = takeLead(words);
  const [program, ...args] = rest;
  switch (program ?? '') {
    case 'vitest': {
      const [first] = args;
      if (first === 'run' || first === 'watch' || first === 'dev')
        return runner('vitest', lead, args.slice(1));
      return first === 'bench' || first === 'related' || first === 'list'
        ? null
        : runner('vitest', lead, args);
    }
    case 'jest':
      return runner('jest', lead, args);
    case 'node':
      return args.includes('--test') ? runner('node', lead, args) : null;
    default:
      return null;
  }
}

function runner(kind: TestRunner['kind'], lead: readonly string[], args: readonly string[]): TestRunner {
  const flags: string[] = [];
  const positionals: string[] = [];
  for (let at = 0; at < args.length; at += 1) {
    const word = args[at] ?? '';
    if (!word.startsWith('-')) positionals.push(word);
    else if (VALUE_FLAGS[kind].test(word)) flags.push(word, args[(at += 1)] ?? '');
    else if (kind === 'node' || !DROPPED.test(word)) flags.push(word);
  }
  return { kind, lead, flags, positionals };
}

/** Assignments, cross-env and npx-like starters in front of the program. */
function takeLead(words: readonly string[]): {
  readonly lead: readonly string[];
  readonly rest: readonly string[];
} {
  const assignments: string[] = [];
  let at = 0;
  for (; at < words.length; at += 1) {
    const word = words[at] ?? '';
    if (/^[A-Za-z_]\w*=/.test(word)) assignments.push(word);
    else if (word === 'pnpm' && words[at + 1] === 'exec') at += 1;
    else if (!/^(cross-env|npx|bunx|--no-install|--no|--yes|-y)$/.test(word)) break;
  }
  return { lead: assignments.length > 0 ? ['env', ...assignments] : [], rest: words.slice(at) };
}

/** Words as the shell would split them; null where the shell would do more than that. */
function splitWords(command: string): readonly string[] | null {
  const words: string[] = [];
  const pattern = /\s*(?:'([^']*)'|"([^"$`\\]*)"|([^\s'"$`\\;&|<>()]+))(?=\s|$)/y;
  const text = command.trim();
  while (pattern.lastIndex < text.length) {
    const match = pattern.exec(text);
    if (!match) return null;
    words.push(match[1] ?? match[2] ?? match[3] ?? '');
  }
  return words;
}
