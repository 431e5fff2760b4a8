// Suggestions, branches, pull requests and issues that are only remembered: one file, one open pull request.
import type {
  ForgeBranches,
  ForgeHistory,
  ForgeNotes,
  ForgeSuggestions,
  OwnPull,
  OwnSuggestion,
} from '../../src/ports/forge.ts';
import type { MemoryForge } from './memory-forge.ts';

interface Change<Value> {
  value: Value;
  readonly own: boolean;
}

interface Commit {
  readonly subject: string;
  readonly text: string;
  readonly parent: string | null;
}

export interface MemoryProposals {
  readonly suggestions: ForgeSuggestions;
  readonly branches: ForgeBranches;
  readonly notes: ForgeNotes;
  readonly history: Pick<ForgeHistory, 'defaultBranch'>;
  readonly said: Change<OwnSuggestion>[];
  readonly reviews: string[];
  readonly pulls: Change<OwnPull & { readonly title: string }>[];
  readonly issues: { readonly number: number; readonly title: string; readonly body: string }[];
  /** Branch to its commit, and commits by their ids. */
  readonly tips: Map<string, string>;
  readonly commits: Map<string, Commit>;
  commitTo(branch: string, commit: Omit<Commit, 'parent'>): string;
}

export interface MemoryStart {
  readonly pullRequest: number;
  readonly headSha: string;
  /** Of the one file there is. */
  readonly text: string;
  readonly comments: MemoryForge['comments'];
}

export function memoryProposals({ pullRequest, headSha, text, comments }: MemoryStart): MemoryProposals {
  const said: MemoryProposals['said'] = [];
  const reviews: string[] = [];
  const pulls: MemoryProposals['pulls'] = [];
  const issues: { number: number; title: string; body: string }[] = [];
  const commits = new Map<string, Commit>([[headSha, { subject: 'head', text, parent: null }]]);
  const tips = new Map([['change', headSha]]);
  let last = 100;
  const next = (): number => (last += 1);
  const commitOnto = (parent: string | null, commit: Omit<Commit, 'parent'>): string => {
    const sha = next().toString(16).padStart(40, '0');
    commits.set(sha, { ...commit, parent });
    return sha;
  };
  const own = () => said.filter((one) => one.own).map(({ value }) => value);

  return {
    said,
    reviews,
    pulls,
    issues,
    tips,
    commits,
    commitTo: (branch, commit) => {
      const tip = commitOnto(tips.get(branch) ?? null, commit);
      tips.set(branch, tip);
      return tip;
    },
    suggestions: {
      onPullRequest: () => Promise.resolve(own()),
      everywhere: () =>
        Promise.resolve(
          own()
            .toReversed()
            .map(({ body, refused }) => ({ pullRequest, body, refused })),
        ),
      review: (_number, { body, comments: lines }) => {
        reviews.push(body);
        for (const { path, startLine, line, body: text } of lines) {
          const place = { path, lines: { first: startLine, last: line } };
          said.push({
            own: true,
            value: { id: next(), ...place, body: text, refused: false, answered: false },
          });
        }
        return Promise.resolve();
      },
      rewrite: (id, body) => {
        for (const one of said) if (one.value.id === id) one.value = { ...one.value, body };
        return Promise.resolve();
      },
      remove: (id) => {
        const at = said.findIndex(({ value }) => value.id === id);
        if (at >= 0) said.splice(at, 1);
        return Promise.resolve();
      },
    },
    branches: {
      push: ({ branch, onto, commits: wanted, replaces }) => {
        const there = tips.get(branch);
        const known = there === undefined ? undefined : commits.get(there);
        const text = wanted[0]?.files[0]?.text;
        if (there !== undefined && replaces === null && known?.parent === onto && known.text === text)
          return Promise.resolve({ status: 'pushed', tip: there });
        if ((there ?? null) !== replaces)
          return Promise.resolve({ status: 'refused', reason: 'It was moved.' });
        let tip = onto;
        for (const { message, files } of wanted)
          tip = commitOnto(tip, { subject: message.split('\n')[0] ?? '', text: files[0]?.text ?? '' });
        tips.set(branch, tip);
        for (const one of pulls) if (one.value.branch === branch) one.value = { ...one.value, headSha: tip };
        return Promise.resolve({ status: 'pushed', tip });
      },
      pulls: (prefix) =>
        Promise.resolve(
          pulls
            .filter((one) => one.own && one.value.branch.startsWith(prefix))
            .map(({ value }) => value)
            .toReversed(),
        ),
      open: ({ branch, into, title, body }) => {
        const number = next();
        const pull = { number, branch, into, title, body, headSha: tips.get(branch) ?? '' };
        pulls.push({ own: true, value: { ...pull, state: 'open' } });
        return Promise.resolve(number);
      },
      rewrite: (number, { title, body, close }) => {
        for (const one of pulls)
          if (one.value.number === number)
            one.value = {
              ...one.value,
              body,
              title: title ?? one.value.title,
              state: close ? 'closed' : one.value.state,
            };
        return Promise.resolve();
      },
      drop: (branch, at) => {
        const isNeeded = pulls.some(({ value }) => value.branch === branch && value.state === 'open');
        if (tips.get(branch) === at && !isNeeded) tips.delete(branch);
        return Promise.resolve();
      },
    },
    history: { defaultBranch: () => Promise.resolve({ name: 'main', tip: headSha }) },
    notes: {
      comments: () =>
        Promise.resolve(
          comments
            .filter(({ byBot }) => byBot)
            .map(({ body }) => ({ pullRequest, body, refused: false }))
            .toReversed(),
        ),
      issue: (marker) => {
        const known = issues.find((issue) => issue.body.startsWith(`${marker}\n`));
        return Promise.resolve(known === undefined ? null : { number: known.number, state: 'open' });
      },
      openIssue: ({ marker, title, body }) => {
        const known = issues.find((issue) => issue.body.startsWith(`${marker}\n`));
        if (known !== undefined) return Promise.resolve({ number: known.number, opened: false });
        issues.push({ number: next(), title, body });
        return Promise.resolve({ number: last, opened: true });
      },
    },
  };
}
