// What the change no longer gives back: a listener taken off, a timer stopped, an entry dropped, in lines that only went. No
// measurement of half a minute sees it, since it costs more with every request.
import type { Hunk } from '../../../change/diff.ts';
import { hunkLines } from '../../../change/hunk-lines.ts';
import type { SourceFile } from '../../source-file.ts';
import type { Suspect } from './suspect.ts';

export interface Deletions {
  readonly files: readonly {
    readonly path: string;
    readonly hunks: readonly Pick<Hunk, 'baseStart' | 'headStart' | 'lines'>[];
  }[];
  readonly head: readonly SourceFile[];
  readonly base: readonly SourceFile[];
  readonly targetsReaching: (place: { readonly path: string; readonly line: number }) => readonly string[];
}

const RELEASE =
  /\b(?:off|removeListener|removeAllListeners|removeEventListener|unsubscribe|clearInterval|clearTimeout|delete|evict|release|destroy|disconnect|unobserve|unref)\s*\(/g;
const CODE = /\.([cm]?[jt]sx?|vue|svelte)$/;
const UNWATCHED = /(^|\/)(tests?|__tests__|specs?|e2e)\/|\.(test|spec)\.[cm]?[jt]sx?$/;

/** Only where the file gives back less often than before: what was moved or written otherwise is no loss. */
export function suspectsOfDeletions({ files, head, base, targetsReaching }: Deletions): readonly Suspect[] {
  const textOf = (side: readonly SourceFile[], path: string): string | null =>
    side.find((file) => file.path === path)?.text ?? null;
  return files
    .filter(({ path }) => CODE.test(path) && !UNWATCHED.test(path))
    .flatMap(({ path, hunks }) => {
      const [before, after] = [textOf(base, path), textOf(head, path)];
      if (before === null || after === null) return [];
      return hunks.flatMap((hunk) =>
        releasesLost(hunk)
          .filter(({ call }) => countOf(call, after) < countOf(call, before))
          .map(({ call, line, text }): Suspect => {
            const location = { path, line, side: 'head' as const };
            return {
              kind: 'release-removed',
              title: `\`${text}\` is gone: what it gave back is now kept.`,
              location,
              targets: targetsReaching(location),
              origin: 'change',
              source: 'diff',
              evidence: `The change deletes a call of ${call}) and puts none in its place; whatever is added on each call grows for as long as the process lives.`,
              advice: 'Put the call back, or say what bounds the growth now.',
              within: null,
              share: null,
            };
          }),
      );
    });
}

interface Lost {
  readonly call: string;
  /** On head, where the lines that stood around it meet. */
  readonly line: number;
  readonly text: string;
}

function releasesLost({ baseStart, headStart, lines }: Deletions['files'][number]['hunks'][number]): Lost[] {
  const hunk = { baseStart, headStart, lines: [...lines], baseCount: 0, headCount: 0, section: '' };
  const added = hunkLines(hunk).filter(({ side }) => side === 'head');
  const lost: Lost[] = [];
  let head = headStart;
  for (const marked of lines) {
    const text = marked.slice(1).trim();
    if (marked.startsWith('-') && !/^(\/\/|\*|\/\*)/.test(text)) {
      for (const [call] of text.matchAll(RELEASE))
        if (!added.some((line) => line.text.includes(call)))
          lost.push({ call, line: head, text: text.slice(0, 80) });
    }
    if (!marked.startsWith('-')) head += 1;
  }
  return lost;
}

function countOf(call: string, text: string): number {
  return text.split(call).length - 1;
}
