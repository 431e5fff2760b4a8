// What a person reads after `perfcrew init`.
import type { InitResult } from './run-init.ts';
import type { Note } from './repository-facts.ts';

export function renderInit({ written, kept, notes }: InitResult): string {
  const section = (title: string, kind: Note['kind']): readonly string[] => {
    const chosen = notes.filter((note) => note.kind === kind);
    return chosen.length === 0 ? [] : [title, ...chosen.map(({ message }) => `  ${message}`), ''];
  };
  return [
    ...section('Found', 'found'),
    ...section('Guessed, please look', 'guessed'),
    ...section('For you to do', 'add'),
    ...written.map((path) => `Wrote ${path}`),
    ...kept.map((path) => `Left ${path} as it was (--force overwrites it)`),
    '',
    written.length > 0
      ? 'Next: run `perfcrew doctor`, then commit these files and open a pull request.'
      : 'Nothing was written. `perfcrew doctor` checks what is there.',
    '',
  ].join('\n');
}
