// What fills a database, and how far both sides go the same way.
import { expect, test } from 'vitest';
import { sharedSteps, stepsOf } from '../../../src/measure/databases/database-steps.ts';

const script = (name: string) => ({ path: `${name.replace(/[^a-z].*/, '')}.sql`, text: name });

function steps(words: string, commands: { migrate?: string; seed?: string } = {}) {
  const [schema = '', migrations = '', seed = ''] = words.split('|');
  const scripts = (list: string) => list.split(' ').filter(Boolean).map(script);
  return stepsOf(
    { schema: scripts(schema), migrations: scripts(migrations), seed: scripts(seed) },
    { migrate: commands.migrate ?? null, seed_command: commands.seed ?? null },
  );
}

test('schema, migrations, the migrating command, seeds, the seeding command', () => {
  const told = steps('a|b c|d', { migrate: 'up', seed: 'fill' }).map((step) =>
    step.kind === 'script' ? step.script.text : `$ ${step.command}`,
  );
  expect(told).toEqual(['a', 'b', 'c', '$ up', 'd', '$ fill']);
});

test.each([
  ['nothing', '', '', {}, 0],
  ['everything', 'a|b|c', 'a|b|c', {}, 3],
  ['up to a changed seed', 'a|b|c d', 'a|b|c d2', {}, 3],
  ['up to a seed that is new', 'a|b|c', 'a|b|c d', {}, 3],
  ['nothing after a changed schema', 'a|b|c', 'a2|b|c', {}, 0],
  ['nothing from a command on', 'a|b|c', 'a|b|c d', { migrate: 'up' }, 2],
] as const)('both share %s', (_, base, head, commands, shared) => {
  expect(sharedSteps(steps(base, commands), steps(head, commands))).toBe(shared);
});
