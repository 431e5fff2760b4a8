// Turns one of the example workflows into this repository's own: the pin filled in, its Node version and package manager set.
import type { ActionPin } from './action-pin.ts';
import { fillPin } from './action-pin.ts';
import type { ComposedFile } from './compose-config.ts';
import type { RepositoryFacts } from './repository-facts.ts';

export interface WorkflowTemplate {
  /** Name in .github/workflows. */
  readonly target: string;
  /** Text of the example. */
  readonly text: string;
}

const NODE_VERSION = /^( *)node-version: 24$/gm;
const NO_CACHE = /^( *)package-manager-cache: false.*$/gm;

export function composeWorkflow(
  facts: RepositoryFacts,
  template: WorkflowTemplate,
  pin: ActionPin,
): ComposedFile {
  const version =
    'file' in facts.node ? `node-version-file: ${facts.node.file}` : `node-version: ${facts.node.version}`;
  const enable = enableCommand(facts);
  const text = fillPin(template.text, pin)
    .replaceAll(NODE_VERSION, `$1${version}`)
    .replaceAll(NO_CACHE, (line, indent: string) => {
      if (enable === null) return line;
      const step = indent.slice(4);
      return `${line}\n${step}- run: ${enable}`;
    });
  return { path: `.github/workflows/${template.target}`, text };
}

/** GitHub's machines bring npm and yarn 1; Corepack brings the version that package.json names. */
function enableCommand({ packageManager }: RepositoryFacts): string | null {
  switch (packageManager) {
    case 'pnpm':
    case 'yarn':
      return 'corepack enable';
    case 'bun':
      return 'npm install --global bun';
    case 'npm':
    case null:
      return null;
  }
}
