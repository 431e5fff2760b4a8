// After each run of a real command, on real files: what this run wrote counts, and nothing older.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { openFiles } from '../../../src/io/files/open-files.ts';
import { resultReader } from '../../../src/measure/imports/result-reader.ts';
import { readRun } from '../../../src/measure/imports/read-run.ts';
import { asHindrance } from '../../../src/measure/unmeasured.ts';
import { recorded } from './recorded.ts';

function project() {
  const directory = mkdtempSync(join(tmpdir(), 'perfcrew-imports-'));
  return {
    directory,
    write: (path: string, text: string) => {
      mkdirSync(dirname(join(directory, path)), { recursive: true });
      writeFileSync(join(directory, path), text);
    },
    [Symbol.dispose]: () => rmSync(directory, { recursive: true, force: true }),
  };
}

test('a command that times itself with Node: each run is read once', async () => {
  using at = project();
  await using files = openFiles();
  at.write(
    'bench.mjs',
    `import { writeFileSync } from 'node:fs';
     const samples = Array.from({ length: 9 }, () => { const from = performance.now(); JSON.parse('[1,2,3]'); return performance.now() - from; });
     writeFileSync('out.json', JSON.stringify([{ name: 'parse', latency: { samples } }]));`,
  );
  const reader = resultReader({ file: 'out.json', format: 'auto' }, files);
  await reader.look(at.directory);
  for (let run = 0; run < 2; run += 1) {
    execFileSync(process.execPath, ['bench.mjs'], { cwd: at.directory });
    const { values, notes } = await reader.read({ directory: at.directory, output: '' });
    expect(values).toEqual([{ name: 'parse', metric: 'result-ms', value: expect.any(Number) }]);
    expect(notes).toEqual([]);
  }
});

test('a file that was committed, or is left from the run before, is not taken for a result', async () => {
  using at = project();
  await using files = openFiles();
  at.write('out.json', recorded('hyperfine/sleep.txt').text);
  const reader = resultReader({ file: 'out.json', format: 'auto' }, files);
  await reader.look(at.directory);
  const read = reader.read({ directory: at.directory, output: '' });
  await expect(read).rejects.toMatchObject({
    code: 'document-missing',
    message: 'The command ended well and did not write out.json: its content is that of an earlier run.',
  });
});

test('a file that nobody wrote is a problem with its mend', async () => {
  using at = project();
  await using files = openFiles();
  const reader = resultReader({ file: 'out.json', format: 'auto' }, files);
  await expect(reader.read({ directory: at.directory, output: '' })).rejects.toMatchObject({
    code: 'document-missing',
    mend: 'Let the command write its results to out.json, or correct `results.file`.',
  });
});

test('criterion writes many files; those of benchmarks that did not run are left alone', async () => {
  using at = project();
  await using files = openFiles();
  const sample = recorded('criterion/grow-xor-100.sample.txt').text;
  at.write('target/criterion/old/new/sample.json', sample);
  const reader = resultReader({ file: 'target/criterion/**/new/sample.json', format: 'criterion' }, files);
  await reader.look(at.directory);
  at.write('target/criterion/grow/xor/100/new/sample.json', sample);
  at.write('target/criterion/grow/xor/100/base/sample.json', sample);
  const { values } = await reader.read({ directory: at.directory, output: '' });
  expect(values.map(({ name }) => name)).toEqual(['grow/xor/100']);
});

test('what the command printed is read where the file is "-"', async () => {
  using at = project();
  await using files = openFiles();
  const reader = resultReader({ file: '-', format: 'go' }, files);
  await reader.look(at.directory);
  const output = `go: downloading …\n${recorded('go/bench.txt').text}`;
  const { values } = await reader.read({ directory: at.directory, output });
  expect(values.filter(({ metric }) => metric === 'result-ms')).toHaveLength(3);
  const long = reader.read({ directory: at.directory, output: output.padEnd(100_000) });
  await expect(long).rejects.toMatchObject({ mend: expect.stringContaining('results.txt') });
});

test('a head whose results cannot be read is unmeasured by its own fault, base is not blamed on it', async () => {
  using at = project();
  await using files = openFiles();
  const reader = resultReader({ file: 'out.json', format: 'hyperfine' }, files);
  at.write('out.json', '{"results":[');
  const refusal = await readRun(reader, { side: 'head', directory: at.directory, output: '' }).catch(
    asHindrance,
  );
  expect(refusal).toMatchObject({
    causedByHead: true,
    mend: expect.stringContaining('write the whole file'),
  });
  at.write('out.json', '[]');
  const ofBase = await readRun(reader, { side: 'base', directory: at.directory, output: '' }).catch(
    asHindrance,
  );
  expect(ofBase).toMatchObject({ causedByHead: false, reason: expect.stringMatching(/ \(base\)\.$/) });
});
