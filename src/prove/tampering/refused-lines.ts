// Added lines that make code behave differently because it is measured, or that read what is none of its business.

interface RefusedLine {
  readonly pattern: RegExp;
  readonly what: string;
}

const REFUSED: readonly RefusedLine[] = [
  { pattern: /\bautocannon\b|\blighthouse\b|\bperfcrew\b/i, what: 'names the tool that measures it' },
  { pattern: /\bprocess\s*(?:\.\s*env\b|\[\s*['"`]env)/, what: 'reads the environment' },
  { pattern: /\bimport\.meta\.env\b|=\s*process\b(?!\s*\.)/, what: 'reads the environment' },
  { pattern: /\bglobalThis\b|\bglobal\s*[.[]/, what: 'reaches for what all code shares' },
  {
    pattern:
      /['"`](?:node:)?(?:child_process|cluster|worker_threads|vm|inspector|module|async_hooks|perf_hooks)['"`]/,
    what: 'loads a module that can start programs or change how code is run',
  },
  {
    pattern:
      /\bperformance\s*\.\s*(?:now|mark|timeOrigin)\s*=|\bDate\s*\.\s*now\s*=|\bprocess\s*\.\s*hrtime\s*=/,
    what: 'replaces a clock',
  },
  {
    pattern:
      /\b(?:Object|Array|String|Map|Set|Promise|Function|RegExp|JSON)\s*\.\s*(?:prototype\s*\.\s*)?[\w$]+\s*=(?!=)/,
    what: 'changes a built-in for everybody',
  },
  { pattern: /\beval\s*\(|\bnew\s+Function\s*\(/, what: 'makes code from text' },
  { pattern: /user-agent/i, what: 'asks who is asking' },
  {
    pattern: /@ts-(?:ignore|nocheck)|eslint-disable|istanbul ignore|c8 ignore|v8 ignore/,
    what: 'silences a check',
  },
];

/** What the first such line does; null where there is none. */
export function refusedLine(added: readonly string[]): string | null {
  for (const line of added) {
    const refused = REFUSED.find(({ pattern }) => pattern.test(line));
    if (refused !== undefined) return `${refused.what}: \`${line.trim().slice(0, 120)}\``;
  }
  return null;
}
