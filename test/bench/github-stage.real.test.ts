// What the bench of the crew on GitHub puts there: the same commits each time, and the budget that was asked for.
import { expect, test } from 'vitest';
import { openStage, PLACE } from '../../bench/github/stage.ts';
import { SUBJECTS } from '../../bench/github/subjects.ts';

test('a pull request from slow onto good, whose commits repeat, with the workflow and the minutes on both', async () => {
  const tips = async () => {
    await using stage = await openStage(SUBJECTS.tiny, 0.5);
    const { data: pull } = await stage.api.rest.pulls.get({ ...PLACE, pull_number: stage.number });
    const { data: files } = await stage.api.rest.pulls.listFiles({ ...PLACE, pull_number: stage.number });
    const path = '.github/perfcrew.yml';
    const config = await stage.api.rest.repos.getContent({ ...PLACE, path, ref: pull.base.sha });
    expect(Buffer.from('content' in config.data ? config.data.content : '', 'base64').toString()).toContain(
      'minutes: 0.5',
    );
    expect([pull.base.ref, pull.head.ref, ...files.map(({ filename }) => filename)]).toEqual([
      'good',
      'slow',
      'lib/missing.js',
    ]);
    return [pull.base.sha, pull.head.sha];
  };
  expect(await tips()).toEqual(await tips());
});
