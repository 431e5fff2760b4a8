// The folder of a run: nothing of somebody else's is lost in it, and nothing unfit is taken out of it.
import { describe, expect, test } from 'vitest';
import { openRunFolder } from '../../src/run/run-folder.ts';
import type { Measurement } from '../../src/measure/measurement.ts';
import type { PullRequest } from '../../src/change/pull-request.ts';
import { fakeFiles } from '../fakes/fake-files.ts';
import { ENVIRONMENT } from '../measure/stage/project.ts';

function change(head: string): PullRequest {
  return {
    document: 'pull-request',
    version: 1,
    repository: null,
    number: null,
    title: 'Change',
    body: '',
    author: null,
    labels: [],
    fromFork: false,
    base: { sha: 'b'.repeat(40), ref: 'main' },
    head: { sha: head.repeat(40), ref: 'change' },
  };
}

function measurement(target: string): Measurement {
  return {
    document: 'measurement',
    version: 1,
    gate: 'load',
    target,
    environment: ENVIRONMENT,
    durationMs: 1,
    outcome: { status: 'measured', series: [], observations: [] },
    artifacts: [],
  };
}

describe('measurements', () => {
  test('of one change are not those of another, and none is overwritten by a target of a similar name', async () => {
    const files = fakeFiles();
    const folder = openRunFolder('/run', files);
    await folder.write('pull-request', change('1'));
    await folder.writeMeasurements([measurement('GET /a-b'), measurement('GET /a/b')]);
    await folder.write('pull-request', change('2'));
    await folder.writeMeasurements([measurement('GET /a-b')]);

    expect(await folder.readMeasurements(change('1'))).toHaveLength(2);
    expect(await folder.readMeasurements(change('2'))).toEqual([measurement('GET /a-b')]);
    expect(await folder.readMeasurements(change('3'))).toEqual([]);
    const names = [...files.content.keys()].filter((path) => path.includes('measurements/'));
    expect(names).toHaveLength(3);
    for (const name of names) expect(name).toMatch(/^\/run\/measurements\/[a-z0-9-]+\.json$/);
  });

  test('measured again replace the earlier ones', async () => {
    const folder = openRunFolder('/run', fakeFiles());
    await folder.write('pull-request', change('1'));
    await folder.writeMeasurements([measurement('GET /')]);
    await folder.writeMeasurements([{ ...measurement('GET /'), durationMs: 2 }]);
    expect(await folder.readMeasurements(change('1'))).toEqual([{ ...measurement('GET /'), durationMs: 2 }]);
  });

  test('cannot be written before it is known of which change they are', async () => {
    const folder = openRunFolder('/run', fakeFiles());
    await expect(folder.writeMeasurements([measurement('GET /')])).rejects.toMatchObject({
      code: 'document-missing',
      mend: expect.stringContaining('perfcrew plan'),
    });
  });
});

describe('the folder', () => {
  test('is kept out of git by a .gitignore of its own', async () => {
    const files = fakeFiles();
    await openRunFolder('/run', files).write('pull-request', change('1'));
    expect(files.content.get('/run/.gitignore')).toBe('*\n');
  });

  test('that was there before keeps the .gitignore it has', async () => {
    const files = fakeFiles({ '/repository/.gitignore': 'node_modules/\n' });
    await openRunFolder('/repository', files).write('pull-request', change('1'));
    expect(files.content.get('/repository/.gitignore')).toBe('node_modules/\n');
  });
});

test.each([
  ['{"document"', 'document-unreadable', '/run/pull-request.json is not JSON.'],
  ['[]', 'document-invalid', 'at the top'],
  [JSON.stringify({ ...change('1'), title: 7 }), 'document-invalid', 'at title'],
  [JSON.stringify({ ...change('1'), secret: 1 }), 'document-invalid', 'secret'],
])('a document that holds %s is refused', async (text, code, what) => {
  const folder = openRunFolder('/run', fakeFiles({ '/run/pull-request.json': text }));
  await expect(folder.read('pull-request')).rejects.toMatchObject({
    code,
    message: expect.stringContaining(what),
  });
});
