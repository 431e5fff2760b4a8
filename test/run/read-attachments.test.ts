// The folder of the run holds what a stranger's code may have named: nothing outside its artifacts is read.
import { expect, test } from 'vitest';
import { ATTACHMENT_LIMITS } from '../../src/report/attachments.ts';
import type { Report } from '../../src/report/report.ts';
import { readAttachments } from '../../src/run/read-attachments.ts';
import { fakeFiles } from '../fakes/fake-files.ts';
import { illustratedReport } from '../report/build-report.ts';

const FOLDER = '/run';

function withPaths(paths: readonly string[]): Report {
  const { report } = illustratedReport();
  const [first] = report.measurements;
  if (first === undefined) throw new Error('the fixture has measurements');
  const artifacts = paths.map((path) => ({ name: path, path, show: 'flame-graph' as const }));
  return { ...report, measurements: [{ ...first, artifacts }] };
}

test('flame graphs come as text, pictures in Base64', async () => {
  const { report } = illustratedReport();
  const files = fakeFiles({
    [`${FOLDER}/artifacts/flame.json`]: '{"name":""}',
    [`${FOLDER}/artifacts/page-base.png`]: 'base',
    [`${FOLDER}/artifacts/page-head.png`]: 'head',
  });
  expect(Object.fromEntries(await readAttachments(report, FOLDER, files))).toEqual({
    'artifacts/flame.json': { encoding: 'text', content: '{"name":""}' },
    'artifacts/page-base.png': { encoding: 'base64', content: 'YmFzZQ==' },
    'artifacts/page-head.png': { encoding: 'base64', content: 'aGVhZA==' },
  });
});

test('paths that leave the artifacts, are missing or too large are passed over', async () => {
  const files = fakeFiles({
    '/secret.json': 'secret',
    [`${FOLDER}/report.json`]: 'report',
    [`${FOLDER}/artifacts/large.json`]: 'x'.repeat(ATTACHMENT_LIMITS.totalBytes + 1),
    [`${FOLDER}/artifacts/fine.json`]: 'fine',
  });
  const paths = [
    '../secret.json',
    '/secret.json',
    'artifacts/../../secret.json',
    'report.json',
    'artifacts/large.json',
    'artifacts/missing.json',
    'artifacts/fine.json',
  ];
  const read = await readAttachments(withPaths(paths), FOLDER, files);
  expect([...read.keys()]).toEqual(['artifacts/fine.json']);
});
