// What lands on the disk, and what never does.
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { renderInit } from '../../../src/setup/init/render-init.ts';
import { runInit, type InitResult } from '../../../src/setup/init/run-init.ts';
import { WORKFLOW_KINDS, type WorkflowKind } from '../../../src/setup/init/workflow-kinds.ts';
import { diagnoseWorkflows } from '../doctor/diagnose-workflows.ts';
import { idleWorld } from '../idle-world.ts';

const SHA = 'b'.repeat(40);
const example = (name: string): string =>
  readFileSync(new URL(`../../../workflows-examples/${name}`, import.meta.url), 'utf8');
const EXAMPLES = Object.fromEntries(
  Object.values(WORKFLOW_KINDS).flatMap((files) =>
    files.map(({ example: name }) => [`/examples/${name}`, example(name)]),
  ),
);

async function init(
  tree: Record<string, string>,
  options: { workflow?: WorkflowKind; force?: boolean; online?: boolean } = {},
): Promise<InitResult> {
  const answer = `${'a'.repeat(40)}\trefs/tags/v0.1.0\n${SHA}\trefs/tags/v0.1.0^{}\n`;
  const world = idleWorld({
    tree: Object.assign(tree, EXAMPLES),
    git: options.online === false ? {} : { 'git ls-remote https://github.com/perfcrew/perfcrew': answer },
  });
  return runInit(
    {
      directory: '/repository',
      examplesDirectory: '/examples',
      workflow: options.workflow ?? 'one-job',
      version: '0.1.0',
      force: options.force ?? false,
    },
    world,
  );
}

describe('the files', () => {
  test('a static site gets both, the Action pinned by the commit of its release', async () => {
    const tree: Record<string, string> = { 'index.html': '<html>' };
    const result = await init(tree);
    expect(result.written).toEqual(['.github/perfcrew.yml', '.github/workflows/perfcrew.yml']);
    expect(tree['.github/workflows/perfcrew.yml']).toContain(`uses: perfcrew/perfcrew@${SHA} # v0.1.0\n`);
    expect(renderInit(result)).toMatchInlineSnapshot(`
      "Found
        index.html, a static site that perfcrew serves

      Wrote .github/perfcrew.yml
      Wrote .github/workflows/perfcrew.yml

      Next: run \`perfcrew doctor\`, then commit these files and open a pull request.
      "
    `);
  });

  test('what is there stays, unless it is forced', async () => {
    const tree: Record<string, string> = { 'index.html': '', '.github/perfcrew.yml': '# mine\n' };
    expect(await init(tree)).toMatchObject({
      written: ['.github/workflows/perfcrew.yml'],
      kept: ['.github/perfcrew.yml'],
    });
    expect(tree['.github/perfcrew.yml']).toBe('# mine\n');
    expect(await init(tree, { force: true })).toMatchObject({ kept: [] });
    expect(tree['.github/perfcrew.yml']).toContain('version: 1');
  });

  test('offline the tag is written, and said', async () => {
    const tree: Record<string, string> = { 'index.html': '' };
    const { notes } = await init(tree, { online: false });
    expect(tree['.github/workflows/perfcrew.yml']).toContain('uses: perfcrew/perfcrew@v0.1.0\n');
    expect(notes.at(-1)?.message).toContain('write the full commit id there');
  });

  test('the workflow gets the Node and the package manager of the project', async () => {
    const tree: Record<string, string> = {
      'package.json': '{"packageManager":"pnpm@10.0.0"}',
      'pnpm-lock.yaml': '',
      '.nvmrc': '22',
    };
    await init(tree);
    expect(tree['.github/workflows/perfcrew.yml']).toContain(`        with:
          node-version-file: .nvmrc
          package-manager-cache: false
      - run: corepack enable
      - uses: perfcrew/perfcrew@`);
  });

  test.each(['>=20', '20.x', '^22.3.0', '18 || 20', ''])('engines %j', async (node) => {
    const { facts } = await init({ 'package.json': JSON.stringify({ engines: { node } }) });
    expect(facts.node).toEqual({
      version: { '>=20': '24', '20.x': '20', '^22.3.0': '22', '18 || 20': '20', '': '24' }[node],
    });
  });
});

describe('every kind of workflow', () => {
  test.each(Object.keys(WORKFLOW_KINDS) as WorkflowKind[])(
    '%s passes doctor as written',
    async (workflow) => {
      const tree: Record<string, string> = {
        'package.json': '{"scripts":{"start":"node s.js"}}',
        'yarn.lock': '',
        's.js': 'x.listen(process.env.PORT)',
      };
      await init(tree, { workflow });
      const written = Object.entries(tree).filter(([path]) => path.startsWith('.github/workflows/'));
      expect(written).toHaveLength(WORKFLOW_KINDS[workflow].length);
      const found = await diagnoseWorkflows(Object.fromEntries(written));
      expect(found.filter(({ status }) => status !== 'ok')).toEqual([]);
    },
  );
});
