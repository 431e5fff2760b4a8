// A patch somebody has written as a proposal like any other: it is believed as little.
import { parseGitDiff } from '../../change/parse-git-diff.ts';
import { Problem } from '../../core/problem.ts';
import { stableHash } from '../../core/stable-hash.ts';
import { proposalSchema, type Proposal } from '../../crew/proposal.ts';

const MOST_CHARACTERS = 400_000;

/** `name`: of the file, for messages. Throws a Problem for what is no patch. */
export function patchByHand(patch: string, name: string, author: string): Proposal {
  if (patch.length > MOST_CHARACTERS) throw noPatch(name, `has more than ${MOST_CHARACTERS / 1000} kB`);
  const [file] = parseGitDiff(patch).files;
  // A plain `diff -u` begins with `---`; git takes it all the same.
  if (file === undefined && !/^--- .*\n\+\+\+ .*\n@@ /m.test(patch))
    throw noPatch(name, 'holds no unified diff');
  const [hunk] = file?.hunks ?? [];
  const title = /^Subject: (?:\[PATCH[^\]]*\] )?(.*)$/m.exec(patch)?.[1]?.trim() || `Patch ${name}`;
  return proposalSchema.parse({
    document: 'proposal',
    version: 1,
    id: `by-hand-${stableHash(patch)}`,
    kind: 'by-hand',
    title: title.slice(0, 200),
    why: 'Somebody wrote it by hand.',
    location:
      file !== undefined && hunk !== undefined
        ? { path: file.path, line: Math.max(1, hunk.baseStart), side: 'head' }
        : null,
    bottleneck: null,
    targets: [],
    patch: patch.endsWith('\n') ? patch : `${patch}\n`,
    author: { kind: 'person', name: author.slice(0, 200) || 'somebody' },
    risk: 'medium',
  });
}

function noPatch(name: string, what: string): Problem {
  return new Problem('input-invalid', {
    what: `${name} ${what}.`,
    mend: `Write one with \`git diff > ${name}\`.`,
  });
}
