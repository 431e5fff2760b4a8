// Workflows as people write them, bad and good, and what doctor says of each.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { fillPin } from '../../../src/setup/init/action-pin.ts';
import { diagnoseWorkflows } from './diagnose-workflows.ts';

const SHA = '3d3c42e5aac5ba805825da76410c181273ba90b1';

async function complaintsOf(workflow: string): Promise<string> {
  const found = await diagnoseWorkflows({ '.github/workflows/ci.yml': workflow });
  return found
    .filter(({ status }) => status !== 'ok')
    .map(({ check, status, message, mend }) => `${status} ${check}: ${message}\n    → ${mend}`)
    .join('\n');
}

describe('somebody else could run code with your rights', () => {
  test.each([
    ['the head by sha', '${{ github.event.pull_request.head.sha }}'],
    ['the head by name', '${{ github.head_ref }}'],
    ['the merge ref', 'refs/pull/${{ github.event.number }}/merge'],
  ])('pull_request_target with a checkout of %s', async (_, ref) => {
    const complaints = await complaintsOf(`
on: { pull_request_target: { types: [opened] } }
permissions: {}
jobs:
  bench:
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${SHA}
        with: { ref: "${ref}" }
      - run: npm test
`);
    expect(complaints).toContain(
      'failure pull-request-target: .github/workflows/ci.yml:9 checks out the head of a pull request under pull_request_target',
    );
    expect(complaints).toContain('failure cache-writes');
  });

  test.each(['gh pr checkout $PR', 'git fetch origin pull/$PR/head', 'git checkout $HEAD_SHA'])(
    'pull_request_target with %s in a script',
    async (script) => {
      const complaints = await complaintsOf(`
on: [pull_request_target]
permissions: {}
jobs: { a: { runs-on: x, steps: [{ run: "${script} && npm ci" }] } }
`);
      expect(complaints).toContain('failure pull-request-target');
    },
  );

  test('issue_comment and workflow_run with the code of a pull request', async () => {
    expect(
      await complaintsOf(`
on:
  issue_comment:
  workflow_run: { workflows: [x] }
permissions: {}
jobs:
  bench:
    runs-on: ubuntu-24.04
    steps:
      - uses: actions/checkout@${SHA}
        with: { ref: "\${{ github.event.workflow_run.head_sha }}" }
`),
    ).toMatchInlineSnapshot(`
      "failure privileged-checkout: .github/workflows/ci.yml:10 checks out the code of a pull request on workflow_run, where the job has secrets and a token of the default branch (job bench)
          → Measure under \`on: pull_request\`; in this workflow only download the results, as workflows-examples/fork-safe-publish.yml does
      failure cache-writes: .github/workflows/ci.yml:7 job bench runs code of a pull request with a token that may write the default branch's caches
          → Add \`cache-mode: none\` to the workflow"
    `);
  });

  test('text of an event in a script', async () => {
    expect(
      await complaintsOf(`
on: pull_request
permissions: {}
jobs:
  a:
    runs-on: ubuntu-24.04
    steps:
      - run: |
          echo "\${{ github.event.pull_request.title }}"
          echo \${{ github.head_ref }} \${{ github.event.pull_request.number }} \${{ github.sha }}
      - uses: actions/github-script@${SHA}
        with:
          script: console.log(\`\${{ toJSON(github.event.comment.body) }}\`)
      - run: echo "$TITLE"
        env: { TITLE: "\${{ github.event.pull_request.title }}" }
`),
    ).toMatchInlineSnapshot(`
      "failure script-injection: .github/workflows/ci.yml:8 pastes \`github.event.pull_request.title\`, which a stranger writes, into a script (job a)
          → Hand it over by \`env:\`, and write "$NAME" in the script
      failure script-injection: .github/workflows/ci.yml:8 pastes \`github.head_ref\`, which a stranger writes, into a script (job a)
          → Hand it over by \`env:\`, and write "$NAME" in the script
      failure script-injection: .github/workflows/ci.yml:12 pastes \`github.event.comment.body\`, which a stranger writes, into a script (job a)
          → Hand it over by \`env:\`, and write "$NAME" in the script"
    `);
  });

  test('workflow_dispatch that runs a head with write access to the caches', async () => {
    const dispatch = (extra: string): string => `
on: { workflow_dispatch: { inputs: { head-sha: { type: string } } } }
permissions: {}
${extra}
jobs:
  a:
    runs-on: ubuntu-24.04
    permissions: { contents: read }
    steps:
      - uses: actions/checkout@${SHA}
        with: { ref: "\${{ inputs.head-sha }}" }
      - run: npm ci
`;
    expect(await complaintsOf(dispatch(''))).toMatchInlineSnapshot(`
      "failure cache-writes: .github/workflows/ci.yml:6 job a runs code of a pull request with a token that may write the default branch's caches
          → Add \`cache-mode: none\` to the workflow"
    `);
    expect(await complaintsOf(dispatch('cache-mode: none'))).toBe('');
    expect(await complaintsOf(dispatch('cache-mode: read'))).toBe('');
    expect(await complaintsOf(dispatch('cache-mode: write'))).toContain('cache-writes');
  });
});

describe('a careless workflow with perfcrew', () => {
  test('gets every fault at once', async () => {
    expect(
      await complaintsOf(`
on: pull_request
permissions: { contents: write }
jobs:
  review:
    runs-on: ubuntu-latest
    permissions: { contents: write, checks: read, issues: write, packages: read }
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-node@${SHA}
        with: { cache: npm }
      - uses: perfcrew/perfcrew@v0.1.0
  measure:
    runs-on: ubuntu-latest
    permissions: write-all
    steps:
      - uses: perfcrew/perfcrew@PERFCREW_SHA # PERFCREW_VERSION
        with: { command: measure }
  call:
    uses: acme/workflows/.github/workflows/x.yml@main
`),
    ).toMatchInlineSnapshot(`
      "failure permissions: .github/workflows/ci.yml:1 gives every job \`contents: write\`
          → Write \`permissions: {}\` at the top, and to each job the permissions it needs
      failure permissions: .github/workflows/ci.yml:7 job review has \`contents: write\`, which \`review\` does not need
          → Write \`contents: read\`
      failure permissions: .github/workflows/ci.yml:7 job review has \`issues: write\`, which \`review\` does not need
          → Delete \`issues: write\`
      warning permissions: .github/workflows/ci.yml:7 job review has \`packages: read\`, which \`review\` does not need
          → Delete \`packages: read\`
      warning permissions: .github/workflows/ci.yml:7 job review may not write the check run
          → Add \`checks: write\` to its permissions
      failure permissions: .github/workflows/ci.yml:15 job measure has every permission
          → Name the permissions it needs instead of \`write-all\`
      failure pinned-actions: .github/workflows/ci.yml:9 uses actions/checkout@v4, which can change under you
          → Write the commit id and keep the version as a comment: actions/checkout@<40 hex digits> # v4
      failure pinned-actions: .github/workflows/ci.yml:12 uses perfcrew/perfcrew@v0.1.0, which can change under you
          → Write the commit id and keep the version as a comment: perfcrew/perfcrew@<40 hex digits> # v0.1.0
      failure pinned-actions: .github/workflows/ci.yml:17 still has the placeholder perfcrew/perfcrew@PERFCREW_SHA
          → Write the full commit id of the release there; \`perfcrew init\` does it for you
      failure pinned-actions: .github/workflows/ci.yml:19 uses acme/workflows/.github/workflows/x.yml@main, which can change under you
          → Write the commit id and keep the version as a comment: acme/workflows/.github/workflows/x.yml@<40 hex digits> # main
      failure persisted-credentials: .github/workflows/ci.yml:9 leaves the token of job review in .git/config, where the code under review can read it
          → Add \`persist-credentials: false\` below \`with:\`
      warning cache-writes: .github/workflows/ci.yml:10 job review runs code of a pull request and writes a cache (actions/setup-node)
          → Add \`cache-mode: none\` to the workflow, or \`package-manager-cache: false\` below \`with:\`
      failure fetch-depth: .github/workflows/ci.yml:9 job review checks out one commit only, without the base to compare with
          → Add \`fetch-depth: 0\` below \`with:\`
      failure fetch-depth: .github/workflows/ci.yml:17 job measure runs perfcrew without a checkout
          → Add a step with actions/checkout and \`fetch-depth: 0\` before it"
    `);
  });

  test('without top-level permissions', async () => {
    expect(
      await complaintsOf(`
on: pull_request
cache-mode: none
jobs:
  review:
    runs-on: ubuntu-latest
    permissions: { contents: read, checks: write, pull-requests: write }
    steps:
      - uses: actions/checkout@${SHA}
        with: { fetch-depth: 0, persist-credentials: false }
      - uses: perfcrew/perfcrew@${SHA}
`),
    ).toMatchInlineSnapshot(`
      "failure permissions: .github/workflows/ci.yml:1 has no top-level permissions, so jobs get whatever the repository allows
          → Add \`permissions: {}\` at the top, and to each job the permissions it needs"
    `);
  });
});

describe('what is left alone', () => {
  test.each([
    [
      'a label workflow under pull_request_target that checks out nothing',
      'on: pull_request_target\npermissions: {}\njobs: { a: { runs-on: x, permissions: { pull-requests: write }, steps: [{ run: ./label.sh }] } }',
    ],
    [
      'jobs that each name their permissions',
      'on: push\njobs: { a: { runs-on: x, permissions: { contents: read }, steps: [{ run: make }] } }',
    ],
    [
      'a cache on push',
      `on: push\npermissions: {}\njobs: { a: { runs-on: x, steps: [{ uses: actions/checkout@${SHA} }, { uses: actions/cache@${SHA} }] } }`,
    ],
    [
      'local actions and pinned images',
      `on: push\npermissions: {}\njobs: { a: { runs-on: x, steps: [{ uses: ./.github/a }, { uses: "docker://alpine@sha256:${'a'.repeat(64)}" }] } }`,
    ],
    ['a list of steps that is none', 'on: push\npermissions: {}\njobs: { a: { steps: 3 }, b: [] }'],
  ])('%s', async (_, workflow) => {
    expect(await complaintsOf(workflow)).toBe('');
  });
});

test('checks that find nothing say so, once each', async () => {
  const found = await diagnoseWorkflows({
    '.github/workflows/a.yml': 'on: push\npermissions: {}\njobs: {}',
    '.github/workflows/b.yml': 'on: push\npermissions: {}\njobs: {}',
  });
  expect(new Set(found.map(({ check }) => check)).size).toBe(found.length);
  expect(found.every(({ status, mend }) => status === 'ok' && mend === null)).toBe(true);
});

describe('an artifact that code under review could have replaced', () => {
  const example = fillPin(
    readFileSync(new URL('../../../workflows-examples/matrix.yml', import.meta.url), 'utf8'),
    {
      ref: 'b'.repeat(40),
      version: 'v0.1.0',
    },
  );

  test('the plan, taken by its name where the verdict is made; a job that measures may, since it could forge anyway', async () => {
    const byName = example.replaceAll('artifact-ids: ${{ needs.plan.outputs.kept }}', 'name: perfcrew-plan');
    expect(byName).not.toBe(example);
    expect((await complaintsOf(byName)).replaceAll(/:\d+ /g, ':… ')).toMatchInlineSnapshot(`
      "failure replaceable-artifacts: .github/workflows/ci.yml:… job report takes the artifact perfcrew-plan by its name, under which code under review may have put another
          → Hand the \`artifact-id\` of the upload on by the \`outputs\` of its job and write \`artifact-ids:\` here, as workflows-examples/matrix.yml does"
    `);
  });

  test.each(['pattern: perfcrew-*', 'merge-multiple: true', "artifact-ids: ''"])(
    'by %s as well',
    async (how) => {
      const asked = example.replaceAll('artifact-ids: ${{ needs.plan.outputs.kept }}', how);
      expect(await complaintsOf(asked)).toContain('failure replaceable-artifacts');
    },
  );

  test('no word of artifacts by their ids, of another run, or of what measuring jobs made', async () => {
    expect(await complaintsOf(example)).toBe('');
    const another = example.replaceAll(
      'artifact-ids: ${{ needs.plan.outputs.kept }}',
      'name: perfcrew-plan\n          run-id: 7',
    );
    expect(await complaintsOf(another)).toBe('');
  });
});
