// The workflow files of a commit.
import { readBlob, readTree } from '../git/objects.ts';
import { readOnce } from '../git/read-once.ts';
import type { Hub } from '../hub.ts';
import type { Repository } from '../model/repository.ts';
import type { Workflow } from '../model/workflow-run.ts';
import { parseWorkflow, type WorkflowFile } from './workflow-file.ts';

export interface FoundWorkflow {
  readonly workflow: Workflow;
  readonly file: WorkflowFile;
}

export async function readWorkflows(
  hub: Hub,
  repository: Repository,
  sha: string,
): Promise<readonly FoundWorkflow[]> {
  const files = await readOnce(`workflows ${repository.directory} ${sha}`, () => readFiles(repository, sha));
  return files.map(({ path, text }) => {
    const file = parseWorkflow(path, text);
    return { file, workflow: register(hub, repository, { path, name: file.name ?? path }) };
  });
}

async function readFiles(repository: Repository, sha: string) {
  const entries = await readTree(repository.directory, sha, { path: '.github/workflows/' });
  const files = (entries ?? []).filter((entry) => entry.type === 'blob' && /\.ya?ml$/.test(entry.path));
  return Promise.all(
    files.map(async ({ path, sha }) => ({
      path,
      text: ((await readBlob(repository.directory, sha)) ?? Buffer.alloc(0)).toString(),
    })),
  );
}

function register(
  hub: Hub,
  repository: Repository,
  of: { readonly path: string; readonly name: string },
): Workflow {
  const same = [...hub.workflows.values()].find(
    (one) => one.repository === repository && one.path === of.path,
  );
  if (same !== undefined) {
    same.name = of.name;
    return same;
  }
  const workflow = { id: hub.nextId(), repository, ...of, createdAt: hub.clock.now() };
  hub.workflows.set(workflow.id, workflow);
  return workflow;
}
