// People look rules up by the id they are shown: each stands in the documentation, and none stands there that is gone.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { MIGRATION_PREFERENCES } from '../../../src/core/migration-preference.ts';
import { RULES } from '../../../src/measure/migrations/rules.ts';

const documentation = readFileSync(
  join(import.meta.dirname, '..', '..', '..', 'docs', 'migrations.md'),
  'utf8',
);
const rows = [...documentation.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] ?? '');

test('docs/migrations.md has every rule once, and no other', () => {
  expect(rows.toSorted()).toEqual(Object.keys(RULES).toSorted());
});

test('preferences are rows of their own table', () => {
  const taste = documentation.slice(documentation.indexOf('## Preferences'));
  expect([...taste.matchAll(/^\| `([a-z-]+)` \|/gm)].map((match) => match[1] ?? '').toSorted()).toEqual(
    [...MIGRATION_PREFERENCES].toSorted(),
  );
});
