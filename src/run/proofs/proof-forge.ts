// What the publishing of proofs needs of the forge, as one named bundle of small ports.
import type {
  ForgeBranches,
  ForgeHistory,
  ForgeNotes,
  ForgeReader,
  ForgeSuggestions,
  ForgeWriter,
} from '../../ports/forge.ts';
import type { Log } from '../../ports/log.ts';

export interface ProofForge {
  readonly reader: Pick<ForgeReader, 'pullRequest' | 'isOpen' | 'changedFiles' | 'fileAt'>;
  readonly writer: Pick<ForgeWriter, 'writeComment'>;
  readonly suggestions: ForgeSuggestions;
  readonly branches: ForgeBranches;
  readonly notes: ForgeNotes;
  readonly history: Pick<ForgeHistory, 'defaultBranch'>;
}

export interface ProofOutside {
  readonly forge: ProofForge;
  readonly log: Log;
}
