// What a model is told by the tools, and what it is told instead when it asks for something wrong.
import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { agentTools } from '../../../src/crew/agents/tools/agent-tools.ts';
import { globMatcher } from '../../../src/crew/agents/tools/glob.ts';
import { listing } from '../../../src/crew/agents/tools/listing.ts';
import { matchesLine } from '../../../src/crew/agents/tools/match-line.ts';
import { compilePattern } from '../../../src/crew/agents/tools/pattern-program.ts';
import { TOOL_NAMES } from '../../../src/crew/roster/agent-definition.ts';
import { callTools } from '../../../src/runtime/agent/call-tools.ts';
import { lineOf, shopStudy } from './shop-study.ts';

const study = shopStudy([{ path: 'lib/long.js', text: 'x();\n'.repeat(1000) }]);
const tools = agentTools(study);

async function call(name: string, input: object): Promise<{ text: string; isError: boolean }> {
  const [result] = await callTools([{ kind: 'tool-call', callId: 'one', name, input }], {
    tools,
    resultCharacters: 20_000,
    callsPerTurn: 5,
    redact: (text) => text,
    random: () => 0.5,
    signal: new AbortController().signal,
  });
  return { text: result?.text ?? '', isError: result?.isError ?? true };
}

test('there is a tool for each name a file may give', () => {
  expect([...tools.map(({ name }) => name), 'read-document'].toSorted()).toEqual([...TOOL_NAMES].toSorted());
});

describe('each tool tells what it knows of the shop', () => {
  const similarity = 'lib/similarity.js';
  test.each([
    ['lint', { path: 'lib/orders.js' }, /lib\/orders\.js:\d+-\d+ .*[Mm]end/s],
    ['complexity', { path: similarity }, /tokensOf \(lib\/similarity\.js:\d+-\d+\): cyclomatic/],
    [
      'call-graph',
      { path: similarity, line: lineOf(similarity, 'const tokens') },
      /recommend.* → similarity/,
    ],
    ['call-graph', { route: 'GET /api/orders' }, /latest \(lib\/orders\.js/],
    ['hot-paths', { target: 'GET /api/orders' }, /took no CPU profile/],
    ['cache-design', {}, /# Cache design/],
    ['weight', {}, /blocking-script .*\n?.*|bytes before/],
    ['security-scan', { path: 'server.js' }, /finds nothing in server\.js/],
    ['read-file', { path: similarity, from: 3, to: 4 }, /lines 3–4 of \d+\n3: const STOP_WORDS.*\n4: /],
    [
      'search-source',
      { find: 'tokensOf(', glob: 'lib/*.js' },
      /lib\/similarity\.js:5: export function tokensOf/,
    ],
    ['search-source', { find: String.raw`tokensOf\((one|other)\)`, regex: true }, /lib\/similarity\.js:17:/],
    ['list-files', { glob: 'db/**/*.sql' }, /db\/schema\.sql \(\d+ lines\)/],
  ])('%s %j', async (name, input, told) => {
    const { text, isError } = await call(name, input);
    expect(isError).toBe(false);
    expect(text).toMatch(told);
    expect(text).toMatch(/^\[data [0-9a-f]+: result of /);
  });
});

describe('wrong input', () => {
  test.each([
    ['lint', { path: 'orders.js' }, 'Perhaps lib/orders.js'],
    ['read-file', { path: 'lib/order.js' }, 'Perhaps lib/orders.js'],
    ['read-file', { path: '../../etc/passwd' }, 'is not among the files'],
    ['read-file', { path: 'server.js', from: 9999 }, 'Ask from a line up to'],
    ['call-graph', { route: 'GET /nowhere' }, 'The routes are:'],
    ['call-graph', { path: 'server.js' }, 'give path and line, or route'],
    ['search-source', { find: '(a', regex: true }, 'a group is not closed'],
    ['search-source', { find: '(?=a)b', regex: true }, 'looking around is not possible'],
    ['search-source', { find: String.raw`(a)\1`, regex: true }, 'this is not possible'],
  ])('%s %j', async (name, input, told) => {
    expect(await call(name, input)).toEqual({ isError: true, text: expect.stringContaining(told) });
  });

  test('a glob without files is told', async () => {
    expect((await call('search-source', { find: 'x', glob: '*.py' })).text).toContain('No file fits');
  });
});

describe('results are bounded', () => {
  test('long files are read in parts, long lists say how many are missing', async () => {
    expect((await call('read-file', { path: 'lib/long.js' })).text).toContain(
      '… 701 more lines, go on from 301',
    );
    expect((await call('search-source', { find: 'x();' })).text).toContain('… 920 more, narrow it down.');
    expect(listing(['a', 'b', 'c'], 2)).toBe('a\nb\n… 1 more, narrow it down.');
  });

  test('a pattern made to explode takes no time', () => {
    const program = compilePattern('(a+)+(a|a)*(a*)*b$');
    expect(matchesLine(program, 'a'.repeat(2000))).toBe(false);
  });
});

describe('patterns and globs', () => {
  const piece = fc.constantFrom('a', 'b', '.', '[ab]', '[^a]', String.raw`\w`, '^', '$', String.raw`\b`);
  const pattern: fc.Arbitrary<string> = fc.letrec<{ all: string; one: string }>((tie) => ({
    all: fc.array(tie('one'), { minLength: 1, maxLength: 4 }).map((parts) => parts.join('')),
    one: fc.oneof(
      { maxDepth: 3 },
      piece,
      fc
        .tuple(fc.constantFrom('a', 'b', '.', '(?:ab)'), fc.constantFrom('*', '+', '?', '{2}', '{1,2}', '+?'))
        .map(([what, turns]) => what + turns),
      fc.tuple(tie('all'), tie('all')).map(([one, other]) => `(${one}|${other})`),
      tie('all').map((inner) => `(${inner})*`),
    ),
  })).all;

  test('a line fits where the engine says so', () => {
    fc.assert(
      fc.property(
        pattern,
        fc.string({ unit: fc.constantFrom('a', 'b', ' '), maxLength: 8 }),
        (source, line) => {
          expect(matchesLine(compilePattern(source), line)).toBe(new RegExp(source, 's').test(line));
        },
      ),
      { seed: 7, numRuns: 400 },
    );
  });

  test.each([
    ['**', 'a/b.js', true],
    ['**/*.js', 'b.js', true],
    ['src/**/x/*.{ts,tsx}', 'src/a/b/x/y.tsx', true],
    ['src/*.ts', 'src/a/b.ts', false],
    ['*.test.?s', 'a.test.js', true],
    ['./lib/*', 'lib/a', true],
    ['****************a', 'b'.repeat(200), false],
  ])('%s on %s is %s', (glob, path, fits) => {
    expect(globMatcher(glob)(path)).toBe(fits);
  });
});
