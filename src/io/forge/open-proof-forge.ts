// Everything that proven patches are told through, on one connection.
import type {
  ForgeBranches,
  ForgeHistory,
  ForgeNotes,
  ForgeReader,
  ForgeSuggestions,
  ForgeWriter,
} from '../../ports/forge.ts';
import { openForgeBranches } from './branch.ts';
import { openForgeHistory } from './history.ts';
import { openForgeNotes } from './note.ts';
import { openForgeReader } from './read-forge.ts';
import type { Requester } from './requester.ts';
import { openForgeSuggestions } from './suggest.ts';
import { openForgeWriter, type ForgePlace } from './write-forge.ts';

export interface WholeForge {
  readonly reader: ForgeReader;
  readonly writer: ForgeWriter;
  readonly suggestions: ForgeSuggestions;
  readonly branches: ForgeBranches;
  readonly notes: ForgeNotes;
  readonly history: ForgeHistory;
}

export function openProofForge(requester: Requester, place: ForgePlace): WholeForge {
  const { repository } = place;
  return {
    reader: openForgeReader(requester, repository),
    writer: openForgeWriter(requester, place),
    suggestions: openForgeSuggestions(requester, repository),
    branches: openForgeBranches(requester, repository),
    notes: openForgeNotes(requester, repository),
    history: openForgeHistory(requester, repository),
  };
}
