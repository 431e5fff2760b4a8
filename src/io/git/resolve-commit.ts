// From what a person typed to a commit id; where there is none, the answer says what is there instead.
import { Problem } from '../../core/problem.ts';
import { nearestNames } from './nearest-names.ts';
import { gitOutput, runGit, type GitCommand } from './run-git.ts';

export async function resolveCommit(ref: string, command: GitCommand): Promise<string> {
  refuseOption(ref);
  // A pull-request checkout on CI has its target branch only as origin's.
  for (const candidate of [ref, `refs/remotes/origin/${ref}`]) {
    const answer = await runGit(
      ['rev-parse', '--verify', '--quiet', '--end-of-options', `${candidate}^{commit}`],
      command,
    );
    const sha = answer.stdout.trim();
    if (answer.exitCode === 0 && SHA.test(sha) && (await exists(sha, command))) return sha;
  }
  const names = (await gitOutput(['for-each-ref', '--format=%(refname:short)'], command))
    .split('\n')
    .filter((name) => name !== '');
  if (await isShallow(command)) throw shallowClone(`\`${ref}\` is not in this clone`);
  const near = nearestNames(ref, names);
  throw new Problem('ref-not-found', {
    what:
      names.length === 0
        ? `There is no commit \`${ref}\`: the repository in ${command.directory} has no branch or tag yet.`
        : `There is no branch, tag or commit \`${ref}\` in ${command.directory}. Nearest: ${near.map((name) => `\`${name}\``).join(', ')}.`,
    mend:
      near[0] === undefined
        ? 'Commit something first.'
        : `Name one that exists, e.g. \`${near[0]}\`, or fetch it: \`git fetch origin ${ref}\`.`,
  });
}

/** Names that begin with a dash are options to git, whoever wrote them. */
function refuseOption(ref: string): void {
  if (ref !== '' && !ref.startsWith('-') && !CONTROL.test(ref)) return;
  throw new Problem('ref-not-found', {
    what: `${JSON.stringify(ref)} cannot be the name of a commit.`,
    mend: 'Give a branch, a tag or a commit id; names cannot be empty or begin with `-`.',
  });
}

export async function isShallow(command: GitCommand): Promise<boolean> {
  return (await gitOutput(['rev-parse', '--is-shallow-repository'], command)).trim() === 'true';
}

export function shallowClone(what: string): Problem {
  return new Problem('shallow-clone', {
    what: `${what}: its history was cut off when it was cloned.`,
    mend: 'Fetch the whole history: `git fetch --unshallow`, or `fetch-depth: 0` for actions/checkout in a workflow.',
  });
}

/** rev-parse takes any 40 hex digits on trust. */
async function exists(sha: string, command: GitCommand): Promise<boolean> {
  return (await runGit(['cat-file', '-e', `${sha}^{commit}`], command)).exitCode === 0;
}

const SHA = /^[0-9a-f]{40,64}$/;
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is refused
const CONTROL = /[\u0000-\u001f\u007f]/;
