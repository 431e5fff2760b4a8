// How workflows name perfcrew's own Action: by full commit id, which a release learns only once it is tagged.
import type { Shell } from '../../ports/shell.ts';

export const ACTION_REPOSITORY = 'perfcrew/perfcrew';
/** Stands in the examples where `perfcrew init` writes commit id and version. */
export const PIN_PLACEHOLDER = 'perfcrew/perfcrew@PERFCREW_SHA # PERFCREW_VERSION';

export interface ActionPin {
  /** Full commit id; a tag where the commit could not be looked up. */
  readonly ref: string;
  /** e.g. `v0.1.0`. */
  readonly version: string;
}

export function fillPin(text: string, { ref, version }: ActionPin): string {
  const filled = ref === version ? `${ACTION_REPOSITORY}@${ref}` : `${ACTION_REPOSITORY}@${ref} # ${version}`;
  return text.replaceAll(PIN_PLACEHOLDER, filled);
}

/** Asks GitHub which commit the release is; without an answer the tag must do. */
export async function lookUpPin(version: string, shell: Shell, directory: string): Promise<ActionPin> {
  const tag = `v${version}`;
  const result = await shell.run(
    [
      'git',
      'ls-remote',
      `https://github.com/${ACTION_REPOSITORY}`,
      `refs/tags/${tag}`,
      `refs/tags/${tag}^{}`,
    ],
    { directory, trust: 'inherited', timeoutMs: 15_000, environment: { GIT_TERMINAL_PROMPT: '0' } },
  );
  const lines = result.exitCode === 0 ? result.stdout.trim().split('\n') : [];
  // An annotated tag has an id of its own; the line ending in ^{} is the commit.
  const line = lines.find((one) => one.endsWith('^{}')) ?? lines[0] ?? '';
  const sha = /^[0-9a-f]{40}\b/.exec(line)?.[0];
  return { ref: sha ?? tag, version: tag };
}
