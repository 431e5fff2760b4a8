// Three patches that hold alone, of which two are in each other's way: proven as one, told in one line, and done again by a stranger.
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { unifiedDiff } from '../../src/crew/codemods/unified-diff.ts';
import { idOf } from '../../src/prove/compose-proof.ts';
import { proofSchema, type Proof } from '../../src/prove/proof.ts';
import { gitRepository } from '../kit/git-repository.ts';
import { aProposal } from '../prove/a-proof.ts';

/** What the benchmark prints: five times, in seconds. */
const times = (seconds: number): string =>
  `${JSON.stringify({ results: [{ command: 'work', mean: seconds, stddev: 0, times: [0, 1, -1, 2, -2].map((step) => seconds * (1 + step / 1000)) }] })}\n`;
const command = (name: string): string =>
  `    - { name: ${name}, run: cat lib/${name}.json, runs: 6, results: { file: '-', format: hyperfine } }\n`;
const FILES = {
  'lib/one.json': times(2),
  'lib/two.json': times(2),
  '.github/perfcrew.yml': `checks: { test: 'true' }\ntargets:\n  commands:\n${command('one')}${command('two')}budget: { minutes: 0.005 }\n`,
};

async function perfcrew(directory: string, words: readonly string[]) {
  let [stdout, stderr] = ['', ''];
  const exitCode = await runCli({
    arguments: words,
    directory,
    environment: { PATH: process.env['PATH'], HOME: directory },
    stdout: { write: (text) => void (stdout += text), columns: 140 },
    stderr: { write: (text) => void (stderr += text) },
    programsDirectory: join(import.meta.dirname, '../../src'),
    signal: new AbortController().signal,
  });
  return { exitCode, stdout, stderr };
}

const patch = (name: 'one' | 'two', seconds: number, title: string) => {
  const path = `lib/${name}.json` as const;
  return aProposal({
    id: title.toLowerCase().replaceAll(' ', '-'),
    title,
    bottleneck: title,
    targets: [name],
    patch: unifiedDiff(path, FILES[path], times(seconds)),
  });
};

test(
  'what fits is proven as one, what does not is named, and only honest parts are done again',
  { timeout: 120_000 },
  async () => {
    await using repository = await gitRepository(FILES);
    const { directory } = repository;
    const thoughts = {
      document: 'thoughts',
      version: 1,
      round: 1,
      head: repository.sha(),
      bottlenecks: [],
      proposals: [patch('one', 1.5, 'Some of one'), patch('one', 1, 'Half of one'), patch('two', 1.2, 'Two')],
      endings: [],
      paths: [],
      documents: {},
      costUsd: null,
    };
    await mkdir(join(directory, '.perfcrew'));
    await writeFile(join(directory, '.perfcrew/thoughts.json'), JSON.stringify(thoughts));
    const change = ['--base', 'HEAD', '--head', 'HEAD'];

    const { stdout } = await perfcrew(directory, ['prove', '--together', ...change]);
    expect(stdout).toMatch(/^Tried 3: 3 proven\.\n/);
    const line =
      /^2 of 3 together: .* 2 s → 1 s .*; left out, as it does not apply any more: “Some of one” \(.*patch.*\) \(evidence ([0-9a-f]{14})\)$/m;
    expect(stdout).toMatch(line);
    const id = line.exec(stdout)?.[1] ?? '';
    const read = async (): Promise<Proof> =>
      proofSchema.parse(JSON.parse(await readFile(join(directory, `.perfcrew/proofs/${id}.json`), 'utf8')));
    const proof = await read();
    expect(proof.gains.map(({ target }) => target)).toEqual(
      expect.arrayContaining(['one: work', 'two: work']),
    );

    const verified = await perfcrew(directory, ['verify', id, ...change.slice(0, 2)]);
    expect(verified).toMatchObject({ exitCode: 0, stdout: expect.stringMatching(/holds/i) });

    // Called composed, a patch of 401 lines would be as long as nobody may hand in.
    const long = 'x = 1;\n'.repeat(401);
    const whole = unifiedDiff('lib/new.js', null, long);
    const refusals: string[] = [];
    for (const [parts, changed] of [
      [[whole, proof.together?.parts[0]?.patch ?? ''], whole],
      [proof.together?.parts.map((part) => part.patch) ?? [], whole],
      [[], whole],
    ] as const) {
      const forged: Proof = {
        ...proof,
        proposal: { ...proof.proposal, patch: changed },
        together: { parts: parts.map((text) => ({ proof: proof.id, patch: text })), left: [] },
      };
      const path = join(directory, 'forged.json');
      await writeFile(path, JSON.stringify({ ...forged, id: idOf(forged) }));
      const { exitCode, stderr } = await perfcrew(directory, ['verify', path, ...change.slice(0, 2)]);
      expect(exitCode).toBe(2);
      refusals.push(stderr);
    }
    expect(refusals[0]).toContain('is refused: It changes 401 lines; at most 400 can be proven at once');
    expect(refusals[1]).toContain('its parts do not make its patch');
    expect(refusals[2]).toContain('is no proof, at together.parts');
    const { together: _, ...plain } = { ...proof, proposal: { ...proof.proposal, patch: whole } };
    const path = join(directory, 'plain.json');
    await writeFile(path, JSON.stringify({ ...plain, id: idOf(plain) }));
    expect(await perfcrew(directory, ['verify', path, ...change.slice(0, 2)])).toMatchObject({
      exitCode: 1,
      stdout: expect.stringContaining('it ends as tampers'),
    });
  },
);
