// Recorded conversations with agents of the performance crew; an answer is written as JSON and sent as its text.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { SceneTurn } from '../../fakes/scripted-model.ts';

interface RecordedTurn extends SceneTurn {
  readonly answer?: object;
}

export function scene(name: string): readonly SceneTurn[] {
  const turns: readonly RecordedTurn[] = JSON.parse(
    readFileSync(join(import.meta.dirname, 'scenes', `${name}.json`), 'utf8'),
  );
  return turns.map(({ answer, ...turn }) =>
    answer === undefined ? turn : { ...turn, text: JSON.stringify(answer) },
  );
}
