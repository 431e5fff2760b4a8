// Everything a revert is proposed through, on one connection.
import type {
  ForgeBranches,
  ForgeHistory,
  ForgeNotes,
  ForgeReader,
  ForgeRestorer,
} from '../../ports/forge.ts';
import { openForgeBranches } from './branch.ts';
import { openForgeHistory } from './history.ts';
import { openForgeNotes } from './note.ts';
import { openForgeReader } from './read-forge.ts';
import type { RepositoryName, Requester } from './requester.ts';
import { openForgeRestorer } from './restore.ts';

interface WholeForge {
  readonly reader: ForgeReader;
  readonly history: ForgeHistory;
  readonly restorer: ForgeRestorer;
  readonly branches: ForgeBranches;
  readonly notes: ForgeNotes;
}

export function openRevertForge(requester: Requester, repository: RepositoryName): WholeForge {
  return {
    reader: openForgeReader(requester, repository),
    history: openForgeHistory(requester, repository),
    restorer: openForgeRestorer(requester, repository),
    branches: openForgeBranches(requester, repository),
    notes: openForgeNotes(requester, repository),
  };
}
