// A ForgeWriter that remembers: what was written to GitHub, as a person would find it there.
import type { CheckRun, ForgeWriter } from '../../src/ports/forge.ts';

export interface MemoryForge {
  readonly writer: ForgeWriter;
  readonly checks: CheckRun[];
  readonly comments: { readonly byBot: boolean; body: string }[];
}

export function memoryForge(): MemoryForge {
  const checks: CheckRun[] = [];
  const comments: MemoryForge['comments'] = [];
  return {
    checks,
    comments,
    writer: {
      writeCheck: (check) => {
        const unfinished = checks.findIndex(
          ({ name, headSha, status }) =>
            name === check.name && headSha === check.headSha && status !== 'completed',
        );
        const at = unfinished < 0 ? checks.length : unfinished;
        checks[at] = check;
        return Promise.resolve({ id: at + 1, url: null });
      },
      writeComment: (_pullRequest, { marker, body, create, kept }) => {
        const own = comments.find((comment) => comment.byBot && comment.body.startsWith(marker));
        if (own !== undefined) own.body = keeping(own.body, body, kept);
        else if (create) comments.push({ byBot: true, body });
        return Promise.resolve();
      },
    },
  };
}

function keeping(before: string, body: string, kept: string | undefined): string {
  const second = (text: string): string => text.split('\n')[1] ?? '';
  if (kept === undefined || !second(before).startsWith(kept) || second(body).startsWith(kept)) return body;
  return body.replace('\n', () => `\n${second(before)}\n`);
}
