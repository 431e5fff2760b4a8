// The fake keeps the contract of the real thing.
import { BASE_TEXT, forgeProposalsContract, HEAD_TEXT } from '../ports/forge-proposals.contract.ts';
import { memoryForge } from './memory-forge.ts';
import { memoryProposals } from './memory-proposals.ts';

forgeProposalsContract(() => {
  const forge = memoryForge();
  const headSha = 'a'.repeat(40);
  const memory = memoryProposals({ pullRequest: 7, headSha, text: HEAD_TEXT, comments: forge.comments });
  const { said, pulls, tips, commits } = memory;
  const change = (id: number, changes: object): Promise<void> => {
    for (const one of said) if (one.value.id === id) one.value = { ...one.value, ...changes };
    return Promise.resolve();
  };
  return Promise.resolve({
    ...memory,
    writer: forge.writer,
    pullRequest: 7,
    headSha,
    people: {
      suggest: (body) => {
        const place = { path: 'src/a.js', lines: null, refused: false, answered: false };
        said.push({ own: false, value: { id: 1, body, ...place } });
        return Promise.resolve();
      },
      comment: (body) => {
        forge.comments.push({ byBot: false, body });
        return Promise.resolve();
      },
      thumbsDown: (id) => change(id, { refused: true }),
      resolve: (id) => change(id, { refused: true }),
      answer: (id) => change(id, { answered: true }),
      closePull: (number) => {
        for (const one of pulls)
          if (one.value.number === number) one.value = { ...one.value, state: 'closed' };
        return Promise.resolve();
      },
      closeIssue: () => Promise.resolve(),
      push: (branch, text) => {
        const tip = memory.commitTo(branch, { subject: 'theirs', text });
        if (branch === 'change')
          for (const one of said) one.value = { ...one.value, lines: moved(one.value.lines, text) };
        return Promise.resolve(tip);
      },
    },
    fileOn: (branch) => Promise.resolve(commits.get(tips.get(branch) ?? '')?.text ?? BASE_TEXT),
    subjects: (branch) => {
      const subjects: string[] = [];
      for (let at = tips.get(branch); at !== undefined && at !== headSha;) {
        const commit = commits.get(at);
        if (commit === undefined) break;
        subjects.push(commit.subject);
        at = commit.parent ?? undefined;
      }
      return Promise.resolve(subjects);
    },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  });
});

type Lines = { readonly first: number; readonly last: number } | null;

/** Lines stay what they were as long as the new text holds them in one piece. */
function moved(lines: Lines, text: string): Lines {
  if (lines === null) return null;
  const piece = HEAD_TEXT.split('\n')
    .slice(lines.first - 1, lines.last)
    .join('\n');
  const at = text.indexOf(`\n${piece}\n`);
  if (at < 0) return null;
  const first = text.slice(0, at + 1).split('\n').length;
  return { first, last: first + lines.last - lines.first };
}
