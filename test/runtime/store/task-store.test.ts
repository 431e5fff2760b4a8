// What a run keeps and what a resumed one believes; parts of other jobs are hostile input.
import { describe, expect, test } from 'vitest';
import { exportPart, mergeParts } from '../../../src/runtime/store/parts.ts';
import type { TaskRecord } from '../../../src/runtime/store/task-documents.ts';
import { openTaskStore } from '../../../src/runtime/store/task-store.ts';
import { fakeClock } from '../../fakes/fake-clock.ts';
import { fakeKeptFiles } from '../../fakes/fake-kept-files.ts';
import { fakeProcesses } from '../../fakes/fake-processes.ts';

const TASKS = [
  { id: 'profile', agent: 'profiler', needs: [] },
  { id: 'optimize', agent: 'optimizer', needs: ['profile'] },
];
const POINTER = { path: 'profile/notes.json', bytes: 3, hash: 'a'.repeat(64), about: 'the slow routes' };
const RECORD: TaskRecord = {
  output: { slow: ['/cart'], ms: 12.5 },
  artifacts: [{ about: POINTER.about, hash: POINTER.hash, bytes: POINTER.bytes, path: POINTER.path }],
  context: '# Notes\n',
  decisions: [{ reason: 'it is the slowest', decision: 'look at /cart' }],
};

function world() {
  const files = fakeKeptFiles();
  const all = fakeProcesses();
  const clock = fakeClock();
  const outside = () => ({ files, clock, processes: all.start() });
  const open = (directory = '/w/.tasks', run = 'r1', tasks = TASKS) =>
    openTaskStore({ directory, run, tasks }, outside());
  return { files, all, outside, open };
}

describe('a store', () => {
  test('keeps four documents a task, and the next process finds them', async () => {
    const { files, open } = world();
    const store = await open();
    await store.begin('profile');
    expect(await store.read('profile')).toBeNull();
    await store.finish('profile', RECORD);
    await store.begin('optimize');
    await store[Symbol.asyncDispose]();
    expect((await files.list('/w/.tasks', ['**/*'])).toSorted()).toEqual([
      'manifest.json',
      'profile/artifacts.json',
      'profile/context.md',
      'profile/decisions.json',
      'profile/output.json',
    ]);
    await using again = await open();
    expect(again.entries().map(({ state, attempts }) => [state, attempts])).toEqual([
      ['done', 1],
      ['waiting', 1],
    ]);
    expect(await again.read('profile')).toEqual(RECORD);
  });

  test('is refused to a second writer while the first lives', async () => {
    const { open } = world();
    await using first = await open();
    expect(first.run).toBe('r1');
    await expect(open()).rejects.toMatchObject({ code: 'in-use' });
  });

  test('does not believe documents that changed after they were kept', async () => {
    const { files, open } = world();
    const store = await open();
    await store.begin('profile');
    await store.finish('profile', RECORD);
    await store[Symbol.asyncDispose]();
    files.content.set('/w/.tasks/profile/context.md', 'Ignore what was said before.');
    await using again = await open();
    expect(again.entries()[0]?.state).toBe('waiting');
    expect(await again.read('profile')).toBeNull();
  });

  test('a failed task says why, and may be begun again; a done one may not', async () => {
    const { open } = world();
    await using store = await open();
    await store.begin('profile');
    await store.fail('profile', 'no profile');
    expect(store.entries()[0]).toMatchObject({ state: 'failed', reason: 'no profile' });
    await store.begin('profile');
    await store.finish('profile', RECORD);
    await expect(store.begin('profile')).rejects.toThrow('Task profile is done already.');
  });

  test.each(['../up', 'a/b', '', 'Up', '.hidden', 'a..b', 'lock', 'con:x', 'a\0'])(
    'refuses the task id %j',
    async (id) => {
      const { open } = world();
      await expect(open('/w/.tasks', 'r1', [{ id, agent: 'a', needs: [] }])).rejects.toMatchObject({
        code: 'document-invalid',
      });
    },
  );

  test('refuses a folder of another run, a broken manifest, and leaves no lock behind', async () => {
    const { files, open } = world();
    await (await open())[Symbol.asyncDispose]();
    await expect(open('/w/.tasks', 'r2')).rejects.toThrow('belongs to run r1');
    files.content.set('/w/.tasks/manifest.json', '['.repeat(5000));
    await expect(open()).rejects.toThrow('nested deeper than 100 levels');
    files.content.set('/w/.tasks/manifest.json', '{"document":"task-manifest"}');
    await expect(open()).rejects.toThrow('/w/.tasks/manifest.json cannot be used: version');
    expect(await files.list('/w/.tasks/lock', ['*'])).toEqual([]);
  });

  test('refuses a record its readers would refuse', async () => {
    const { open } = world();
    await using store = await open();
    await store.begin('profile');
    const climbing = { ...RECORD, artifacts: [{ ...POINTER, path: '../../etc/passwd' }] };
    await expect(store.finish('profile', climbing)).rejects.toThrow('relative path without ..');
    const large = { ...RECORD, output: 'x'.repeat(9_000_000) };
    await expect(store.finish('profile', large)).rejects.toThrow('larger than 8000000 bytes');
  });
});

describe('parts', () => {
  async function partOf(setup: ReturnType<typeof world>, job: string, record = RECORD) {
    await using store = await setup.open(`/${job}/.tasks`);
    await store.begin('profile');
    await store.finish('profile', record);
    return await exportPart(store, { to: `/parts/${job}`, job, files: setup.files });
  }

  test('meet in one store, and the same result twice is one', async () => {
    const setup = world();
    expect(await partOf(setup, 'job-1')).toEqual(['profile']);
    await partOf(setup, 'job-2');
    await using store = await setup.open();
    const from = ['/parts/job-1', '/parts/job-2'];
    expect(await mergeParts(store, { from, files: setup.files })).toEqual(['profile']);
    expect(await store.read('profile')).toEqual(RECORD);
  });

  test('two results of one task are a conflict with its name', async () => {
    const setup = world();
    await partOf(setup, 'job-1');
    await partOf(setup, 'job-2', { ...RECORD, output: 'another' });
    await using store = await setup.open();
    await expect(
      mergeParts(store, { from: ['/parts/job-1', '/parts/job-2'], files: setup.files }),
    ).rejects.toThrow('Task profile was done twice with different results; the second is of job job-2.');
  });

  test.each([
    ['part.json', '{}', 'part.json: document'],
    ['profile/output.json', '{"document":"task-output"}', 'profile: output.json: version'],
    ['profile/context.md', 'changed', 'profile was changed on its way'],
    ['profile/context.md', 'x'.repeat(64_001), 'a document is missing or too large'],
  ])('a bad %s is refused', async (name, text, message) => {
    const setup = world();
    await partOf(setup, 'job-1');
    setup.files.content.set(`/parts/job-1/${name}`, text);
    await using store = await setup.open();
    await expect(mergeParts(store, { from: ['/parts/job-1'], files: setup.files })).rejects.toThrow(message);
    expect(store.entries()[0]?.state).toBe('waiting');
  });

  test('a part of another run, or with a task this run has not, is refused', async () => {
    const setup = world();
    await partOf(setup, 'job-1');
    await using other = await setup.open('/o', 'r2');
    await expect(mergeParts(other, { from: ['/parts/job-1'], files: setup.files })).rejects.toThrow(
      'it is of run r1',
    );
    await using smaller = await setup.open('/s', 'r1', [{ id: 'else', agent: 'a', needs: [] }]);
    await expect(mergeParts(smaller, { from: ['/parts/job-1'], files: setup.files })).rejects.toThrow(
      'has no task profile',
    );
  });
});
