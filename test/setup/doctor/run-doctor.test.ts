// The whole of doctor on set-ups in different states of repair.
import { describe, expect, test } from 'vitest';
import { renderDoctor } from '../../../src/setup/doctor/render-doctor.ts';
import { runDoctor } from '../../../src/setup/doctor/run-doctor.ts';
import { idleWorld, type IdleWorldOptions } from '../idle-world.ts';

async function doctor(options: IdleWorldOptions, environment: Record<string, string> = {}): Promise<string> {
  return renderDoctor(await runDoctor({ directory: '/repository', world: idleWorld(options), environment }));
}

const SHA = '3d3c42e5aac5ba805825da76410c181273ba90b1';
const CONFIG =
  'app: { start: node server.js }\ndatabase: { external_url_env: STAGING_URL }\ntargets: { pages: [{ path: / }] }\n';
const WORKFLOW = `
on: pull_request
permissions: {}
cache-mode: none
jobs:
  review:
    runs-on: ubuntu-24.04
    permissions: { contents: read, checks: write, pull-requests: write }
    steps:
      - uses: actions/checkout@${SHA}
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: perfcrew/perfcrew@${SHA}
`;
const WHOLE = { 'git rev-parse --is-shallow-repository': 'false\n', 'git rev-parse --verify': `${SHA}\n` };

describe('doctor', () => {
  test('finds a good set-up good', async () => {
    const text = await doctor(
      {
        tree: { '.github/perfcrew.yml': CONFIG, '.github/workflows/perfcrew.yml': WORKFLOW },
        committed: { '.github/perfcrew.yml': CONFIG },
        git: WHOLE,
        chrome: { path: '/usr/bin/chrome', version: 'Chrome 150' },
        postgres: '18.4',
      },
      { STAGING_URL: 'postgres://localhost/staging' },
    );
    expect(text).toMatchInlineSnapshot(`
      "✓ repository: A git repository with whole history
      ✓ configuration: .github/perfcrew.yml is right (1 target)
      ✓ node: Node v24.0.0
      ✓ chrome: Chrome 150 (/usr/bin/chrome)
      ✓ postgres: Postgres 18.4 starts
      ✓ workflow-files: 1 workflow file read
      ✓ pull-request-target: No workflow brings the code of pull requests under pull_request_target
      ✓ privileged-checkout: No workflow with secrets checks out the code of pull requests
      ✓ permissions: Every workflow begins with no permissions, and jobs name what they need
      ✓ pinned-actions: Every action is pinned by a full commit id
      ✓ persisted-credentials: No checkout leaves its token where code under review could read it
      ✓ cache-writes: No job with code of pull requests writes a cache
      ✓ replaceable-artifacts: No job takes by name what code under review could have replaced
      ✓ script-injection: No script has text of an event pasted into it
      ✓ fetch-depth: Jobs that run perfcrew check out the whole history

      0 to mend, 0 to look at, 15 fine.
      "
    `);
  });

  test('tells every mend where nothing is in order', async () => {
    const text = await doctor({
      tree: { '.github/perfcrew.yml': CONFIG, '.github/workflows/broken.yml': 'on: [push\n' },
      git: { 'git rev-parse --is-shallow-repository': 'true\n' },
      node: 'v20.11.0',
    });
    expect(text).toMatchInlineSnapshot(`
      "✗ repository: The clone is shallow: the commit that base and head have in common may be missing
          → Run \`git fetch --unshallow\`; in a workflow set \`fetch-depth: 0\` on actions/checkout.
      ✗ node: Node v20.11.0 is too old: perfcrew needs 22.19 or newer
          → Install Node 24 (https://nodejs.org), or run perfcrew by \`npx --package node@24 --package perfcrew perfcrew\`.
      ✗ chrome: No Chrome was found.
          → Install Chrome.
      ✗ postgres: Postgres did not start.
          → Free the disk.
      ✗ workflow-files: .github/workflows/broken.yml is not a YAML mapping, so GitHub does not run it
          → Correct its syntax; the Actions tab of the repository names the line.
      ! configuration: .github/perfcrew.yml is in no commit yet; reviews read it from the base commit
          → Commit it and merge it into the default branch.
      ! postgres: The variable STAGING_URL, which \`database.external_url_env\` names, is not set here
          → Set STAGING_URL to the URL of the database, or delete the key.
      ! workflow-files: No workflow uses perfcrew, so pull requests are not reviewed
          → Run \`perfcrew init\`, or copy one of workflows-examples/.

      5 to mend, 3 to look at, 0 fine.
      "
    `);
  });

  test('an empty folder is told how to begin', async () => {
    expect(await doctor({})).toMatchInlineSnapshot(`
      "✗ repository: /repository is not a git repository: fatal: not a git repository
          → Run doctor in a clone, or run \`git init\` and commit.
      ✗ configuration: There is no .github/perfcrew.yml: nothing is measured
          → Run \`perfcrew init\`.
      ! chrome: No Chrome was found. No page is configured, so none is needed yet.
          → Install Chrome.
      ! workflow-files: No workflow uses perfcrew, so pull requests are not reviewed
          → Run \`perfcrew init\`, or copy one of workflows-examples/.
      ✓ node: Node v24.0.0

      2 to mend, 2 to look at, 1 fine.
      "
    `);
  });

  test.each([
    ['broken', 'app: [', 'failure', 'is not valid YAML'],
    ['wrong', 'ap: {}', 'failure', 'Did you mean `app`?'],
    ['changed', 'preference: full\n', 'warning', 'differs from the committed one'],
    ['empty', '', 'warning', 'names no targets'],
  ])('a configuration that is %s', async (_, text, status, words) => {
    const committed = { '.github/perfcrew.yml': text.startsWith('preference') ? '' : text };
    const world = idleWorld({ tree: { '.github/perfcrew.yml': text }, committed, git: WHOLE });
    const found = await runDoctor({ directory: '/repository', world, environment: {} });
    const diagnosis = found.find(({ check }) => check === 'configuration');
    expect(diagnosis?.status).toBe(status);
    expect(diagnosis?.message).toContain(words);
  });
});
