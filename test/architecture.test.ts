// Holds the layer table of AGENTS.md: which room may import which, and which rooms stay pure.
import { globSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { describe, expect, test } from 'vitest';

const ROOT = join(import.meta.dirname, '..');

/** Rooms in the order of the flow; each row names what it may import. */
const MAY_IMPORT: Record<string, readonly string[]> = {
  core: [],
  stats: ['core'],
  config: ['core'],
  ports: ['core', 'change'],
  change: ['core', 'config', 'ports'],
  risk: ['core', 'config', 'ports', 'change'],
  plan: ['core', 'config', 'ports', 'change', 'risk'],
  measure: ['core', 'stats', 'config', 'ports', 'change', 'risk', 'plan'],
  compare: ['core', 'stats', 'config', 'ports', 'change', 'risk', 'plan', 'measure'],
  verdict: ['core', 'stats', 'config', 'ports', 'change', 'risk', 'plan', 'measure', 'compare'],
  report: [
    'core',
    'stats',
    'config',
    'ports',
    'change',
    'risk',
    'plan',
    'measure',
    'compare',
    'verdict',
    'crew',
    'prove',
  ],
  setup: ['core', 'config', 'ports', 'change'],
  runtime: ['core', 'ports', 'change'],
  crew: [
    'core',
    'stats',
    'config',
    'ports',
    'change',
    'risk',
    'plan',
    'measure',
    'compare',
    'verdict',
    'runtime',
  ],
  inspect: ['core', 'config', 'ports', 'change', 'risk', 'plan', 'measure', 'runtime', 'crew'],
  prove: ['core', 'stats', 'config', 'ports', 'change', 'risk', 'plan', 'measure', 'compare', 'crew'],
  explain: ['core', 'stats', 'config', 'ports', 'change', 'risk', 'plan', 'measure', 'report'],
  io: ['core', 'config', 'ports', 'change'],
  run: [
    'core',
    'stats',
    'config',
    'ports',
    'change',
    'risk',
    'plan',
    'measure',
    'compare',
    'verdict',
    'report',
    'runtime',
    'crew',
    'inspect',
    'prove',
    'setup',
    'io',
  ],
};

const PURE = new Set(['core', 'stats', 'config', 'change', 'risk', 'plan', 'compare', 'verdict', 'report']);
/** Rooms that reach outside only through ports: they may wait, but import nothing of Node. */
const THROUGH_PORTS = new Set(['measure', 'inspect', 'explain', 'setup', 'runtime', 'prove', 'ports']);

interface Source {
  readonly path: string;
  readonly room: string;
  readonly text: string;
}

const sources: readonly Source[] = globSync('src/**/*.ts', { cwd: ROOT }).map((path) => ({
  path,
  room: path.split('/').length > 2 ? (path.split('/')[1] ?? '') : 'door',
  text: readFileSync(join(ROOT, path), 'utf8'),
}));

/** Code without comments and string contents, so that prose about `await` does not count. */
function codeOf(text: string): string {
  return text
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/(^|\s)\/\/.*$/gm, '$1')
    .replaceAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g, "''")
    .replaceAll(
      /(?<=[(=,:[!&|?{;\n]\s*)\/(?![*/\s])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g,
      "''",
    );
}

/** A program that is written down as a text imports nothing here: what stands in backticks is left out. */
function importsOf(text: string): readonly string[] {
  const code = text.replaceAll(/`(?:[^`\\]|\\.)*`/g, '``');
  return [...code.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map((match) => match[1] ?? '');
}

describe('layers', () => {
  test('every room has a row in the table', () => {
    const rooms = new Set(
      sources
        .map(({ room }) => room)
        .filter((room) => room !== 'door' && room !== 'cli' && room !== 'action'),
    );
    expect([...rooms].filter((room) => !(room in MAY_IMPORT))).toEqual([]);
  });

  test('no room imports a room it may not', () => {
    const forbidden = sources.flatMap(({ path, room, text }) => {
      const allowed = MAY_IMPORT[room];
      if (allowed === undefined) return [];
      return importsOf(text)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative(ROOT, join(ROOT, dirname(path), target)))
        .filter((target) => target.startsWith('src/'))
        .map((target) => target.split('/')[1] ?? '')
        .filter((target) => target !== room && !allowed.includes(target))
        .map(
          (target) =>
            `${path} (${room}) imports ${target}/: move the shared noun to core/, or let run/ pass the value in. ${room}/ may import ${allowed.join(', ')}.`,
        );
    });
    expect(forbidden).toEqual([]);
  });

  test('source never imports the tests, the bot or the scripts', () => {
    const escaping = sources.flatMap(({ path, text }) =>
      importsOf(text)
        .filter((target) => target.startsWith('.'))
        .map((target) => relative(ROOT, join(ROOT, dirname(path), target)))
        .filter((target) => !target.startsWith('src/') && target !== 'package.json')
        .map((target) => `${path} imports ${target}`),
    );
    expect(escaping).toEqual([]);
  });
});

describe('purity', () => {
  const outside = [
    /\bprocess\b/,
    /\bDate\.now\b/,
    /\bnew Date\(\)/,
    /\bMath\.random\b/,
    /\bfetch\(/,
    /\bsetTimeout\b/,
    /\bperformance\b\./,
  ];

  test('pure rooms hold no await, no Node, no clock and no dice', () => {
    const impure = sources
      .filter(({ room }) => PURE.has(room))
      .flatMap(({ path, text }) => {
        const code = codeOf(text);
        const reasons = [
          ...(/\bawait\b|\basync\b/.test(code) ? ['await'] : []),
          ...importsOf(text).filter((target) => target.startsWith('node:')),
          ...outside.filter((pattern) => pattern.test(code)).map(String),
        ];
        return reasons.map(
          (reason) => `${path}: ${reason}. Take the value as a parameter; run/ gets it from the World.`,
        );
      });
    expect(impure).toEqual([]);
  });

  test('measure and setup reach outside only through ports', () => {
    const reaching = sources
      .filter(({ room }) => THROUGH_PORTS.has(room))
      .flatMap(({ path, text }) => {
        const reasons = [
          ...importsOf(text).filter((target) => target.startsWith('node:') && target !== 'node:path'),
          ...outside.filter((pattern) => pattern.test(codeOf(text))).map(String),
        ];
        return reasons.map((reason) => `${path}: ${reason}. Use a port of the World (src/ports).`);
      });
    expect(reaching).toEqual([]);
  });
});

describe('files', () => {
  test('every source file opens with a sentence that says why it exists', () => {
    const silent = sources
      .filter(({ text }) => !/^(#!.*\n)?(\/\/ .+|\/\*\* ?.+)/.test(text))
      .map(({ path }) => path);
    expect(silent).toEqual([]);
  });

  test('AGENTS.md stays readable in one sitting', () => {
    expect(readFileSync(join(ROOT, 'AGENTS.md'), 'utf8').split('\n').length).toBeLessThanOrEqual(120);
  });
});
