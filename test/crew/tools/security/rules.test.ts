// Each rule proves itself by its own examples: the bad one is flagged exactly once and by it alone, the good one by none at all.
import { describe, expect, test } from 'vitest';
import { CODE_RULES } from '../../../../src/crew/tools/security/code/rules.ts';
import { TEMPLATE_RULES } from '../../../../src/crew/tools/security/code/template-html.ts';
import { DOCKERFILE_RULES } from '../../../../src/crew/tools/security/docker/rules.ts';
import { scanSecurity } from '../../../../src/crew/tools/security/scan-security.ts';
import { WORKFLOW_RULES } from '../../../../src/crew/tools/security/workflow/rules.ts';

interface Example {
  readonly id: string;
  readonly path: string;
  readonly bad: string;
  readonly good: string;
}

const EXAMPLES: readonly Example[] = [
  ...CODE_RULES.map(({ id, bad, good }) => ({ id, bad, good, path: 'src/example.tsx' })),
  ...TEMPLATE_RULES.map(({ id, bad, good }) => ({ id, bad, good, path: 'src/Example.vue' })),
  ...WORKFLOW_RULES.map(({ id, bad, good }) => ({ id, bad, good, path: '.github/workflows/ci.yml' })),
  ...DOCKERFILE_RULES.map(({ id, bad, good }) => ({ id, bad, good, path: 'Dockerfile' })),
];

function rulesFor(path: string, text: string): readonly string[] {
  return scanSecurity({ files: [{ path, text }] }).map(({ rule }) => rule);
}

describe.each(EXAMPLES.map((example): [string, Example] => [example.id, example]))('%s', (id, example) => {
  test('flags its bad example once, and no other rule does', () => {
    expect(rulesFor(example.path, example.bad)).toEqual([id]);
  });
  test('is silent on its good example, and so are all others', () => {
    expect(rulesFor(example.path, example.good)).toEqual([]);
  });
});

test('each rule has a name of its own', () => {
  expect(new Set(EXAMPLES.map(({ id }) => id)).size).toBe(EXAMPLES.length);
});
