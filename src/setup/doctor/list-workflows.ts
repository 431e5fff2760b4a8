// Where GitHub looks for workflows.
import type { Files } from '../../ports/files.ts';

export function listWorkflows(files: Files, directory: string): Promise<readonly string[]> {
  return files.list(directory, ['.github/workflows/*.yml', '.github/workflows/*.yaml']);
}
