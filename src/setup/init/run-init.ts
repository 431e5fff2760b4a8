// `perfcrew init`: looks, writes what is missing, and says what it found, guessed, and leaves to you.
import { Problem } from '../../core/problem.ts';
import { parseConfig } from '../../config/parse-config.ts';
import type { World } from '../../ports/world.ts';
import { ACTION_REPOSITORY, lookUpPin, type ActionPin } from './action-pin.ts';
import { composeConfig, type ComposedFile } from './compose-config.ts';
import { composeWorkflow } from './compose-workflow.ts';
import { inspectRepository } from './inspect-repository.ts';
import type { Note, RepositoryFacts } from './repository-facts.ts';
import { WORKFLOW_KINDS, type WorkflowKind } from './workflow-kinds.ts';

export interface InitRequest {
  /** Root of the repository, absolute. */
  readonly directory: string;
  /** perfcrew's own `workflows-examples`, absolute. */
  readonly examplesDirectory: string;
  readonly workflow: WorkflowKind;
  /** perfcrew's version, without `v`. */
  readonly version: string;
  /** Overwrite what is there. */
  readonly force: boolean;
}

export interface InitResult {
  readonly facts: RepositoryFacts;
  readonly written: readonly string[];
  /** Files that were there already and were left alone. */
  readonly kept: readonly string[];
  readonly notes: readonly Note[];
}

export async function runInit(
  request: InitRequest,
  world: Pick<World, 'files' | 'shell'>,
): Promise<InitResult> {
  const { directory, version } = request;
  const facts = await inspectRepository(world.files, directory);
  const pin = await lookUpPin(version, world.shell, directory);
  const config = composeConfig(facts);
  parseConfig(config.text, config.path);
  const composed = [config, ...(await workflowsFor(request, { facts, pin, files: world.files }))];
  const written: string[] = [];
  const kept: string[] = [];
  for (const file of composed) {
    const path = `${directory}/${file.path}`;
    const there = await world.files.readText(path);
    if (there !== null && !request.force) {
      kept.push(file.path);
      continue;
    }
    await world.files.writeText(path, file.text);
    written.push(file.path);
  }
  return { facts, written, kept, notes: [...facts.notes, ...pinNotes(pin)] };
}

async function workflowsFor(
  request: InitRequest,
  context: { readonly facts: RepositoryFacts; readonly pin: ActionPin; readonly files: World['files'] },
): Promise<readonly ComposedFile[]> {
  return Promise.all(
    WORKFLOW_KINDS[request.workflow].map(async ({ example, target }) => {
      const path = `${request.examplesDirectory}/${example}`;
      const text = await context.files.readText(path);
      if (text === null) {
        throw new Problem('document-missing', {
          what: `The example workflow ${path} is not there.`,
          mend: 'Install perfcrew again: its folder workflows-examples belongs to it.',
        });
      }
      return composeWorkflow(context.facts, { target, text }, context.pin);
    }),
  );
}

function pinNotes({ ref, version }: ActionPin): readonly Note[] {
  if (ref !== version) return [];
  return [
    {
      kind: 'add',
      message: `GitHub could not be asked for the commit of ${version}, so the workflow names the tag: write the full commit id there before you merge it; \`git ls-remote https://github.com/${ACTION_REPOSITORY} refs/tags/${ref}^{} refs/tags/${ref}\` tells it`,
    },
  ];
}
