// `perfcrew verify` for somebody who comes from a pull request's comment, with a clone and an id.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCli } from '../../src/cli/run-cli.ts';
import { gitRepository } from '../kit/git-repository.ts';

test('a proof that is only in the artifacts of a run is said to be there', async () => {
  await using repository = await gitRepository({ 'a.js': '1;\n' });
  const { directory } = repository;
  let stderr = '';
  const exitCode = await runCli({
    arguments: ['verify', '0123456789abcd'],
    directory,
    environment: { PATH: process.env['PATH'], HOME: directory },
    stdout: { write: () => undefined, columns: 400 },
    stderr: { write: (text) => void (stderr += text) },
    programsDirectory: join(import.meta.dirname, '../../src'),
    signal: new AbortController().signal,
  });
  expect(exitCode).toBe(2);
  const text = stderr.replaceAll(/\s+/g, ' ');
  expect(text).toContain('.perfcrew/proofs/0123456789abcd.json is not there');
  expect(text).toContain('its run keeps the proofs as the artifact `perfcrew-proofs`');
});
