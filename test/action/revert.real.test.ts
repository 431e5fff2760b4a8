// What the job that reverts takes for a commit: a branch moves between measuring and answering, so only ids will do.
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { revertCommand } from '../../src/action/commands/revert.ts';
import { readInputs } from '../../src/action/inputs.ts';
import { readJob } from '../../src/action/job.ts';
import { openOutside } from '../../src/action/outside.ts';
import { openSession } from '../../src/action/session.ts';
import { fakeLog } from '../fakes/fake-log.ts';
import { startShop, type Shop } from '../io/forge/shop.ts';

async function revert(shop: Shop | null, given: Readonly<Record<string, string>>): Promise<string> {
  await using stack = new AsyncDisposableStack();
  const workspace = await mkdtemp(join(tmpdir(), 'perfcrew-revert-'));
  stack.defer(() => rm(workspace, { recursive: true }));
  await writeFile(join(workspace, 'event.json'), '{}');
  const outside = stack.use(
    openOutside({
      directory: workspace,
      environment: {},
      cacheDirectory: join(workspace, 'cache'),
      programsDirectory: workspace,
      version: '0',
      log: fakeLog(),
      signal: new AbortController().signal,
    }),
  );
  const token = shop?.token({ contents: 'write', pull_requests: 'write' }) ?? 'none';
  const inputs = { command: 'revert', 'github-token': token, ...given };
  const session = openSession({
    inputs: readInputs((name) => new Map(Object.entries(inputs)).get(name) ?? ''),
    job: readJob({
      GITHUB_REPOSITORY: 'alice/shop',
      GITHUB_EVENT_PATH: join(workspace, 'event.json'),
      GITHUB_WORKSPACE: workspace,
      GITHUB_API_URL: shop?.github.origin ?? 'http://127.0.0.1:1',
    }),
    outside,
    version: '0',
  });
  const { outputs } = await revertCommand(session);
  return JSON.stringify(outputs);
}

const ID = 'a'.repeat(40);

describe('anything but ids of commits is refused before GitHub is asked', () => {
  test.each<[string, string, string]>([
    ['nothing', '', ''],
    ['one of two', ID, ''],
    ['branches', 'main', 'change'],
    ['an expression', ID, `${ID}^`],
    ['a range', `${ID}...main`, ID],
    ['a fork', `mallory:${ID}`, ID],
    ['too short to be told apart', ID.slice(0, 6), ID],
    ['capitals, as branches may have', ID.toUpperCase(), ID],
  ])('%s', async (_, base, head) => {
    await expect(revert(null, { base, head })).rejects.toMatchObject({
      code: 'input-invalid',
      mend: expect.stringContaining('`base` and `head` to ids of commits'),
    });
  });
});

test('a branch whose name looks like an id is none; the start of an id is one', async () => {
  await using shop = await startShop();
  const { repository } = shop;
  const base = await repository.tip('main');
  const head = await repository.push({ 'README.md': 'News\n' });
  await repository.push({ 'README.md': 'Other\n' }, { branch: 'abcdef12' });
  await expect(revert(shop, { base, head: 'abcdef12' })).rejects.toMatchObject({
    code: 'input-invalid',
    message: expect.stringContaining('`abcdef12`'),
  });
  await expect(revert(shop, { base: 'abcdef12', head })).rejects.toMatchObject({ code: 'input-invalid' });
  expect(await revert(shop, { base: base.slice(0, 12), head: head.slice(0, 12) })).toContain('"revert":""');
});
