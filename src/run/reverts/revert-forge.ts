// What proposing a revert needs of the forge, as one named bundle of small ports.
import type {
  ForgeBranches,
  ForgeHistory,
  ForgeNotes,
  ForgeReader,
  ForgeRestorer,
} from '../../ports/forge.ts';

export interface RevertForge {
  readonly reader: Pick<ForgeReader, 'fileAt'>;
  readonly history: ForgeHistory;
  readonly restorer: ForgeRestorer;
  readonly branches: Pick<ForgeBranches, 'pulls' | 'open'>;
  readonly notes: Pick<ForgeNotes, 'issue' | 'openIssue'>;
}
