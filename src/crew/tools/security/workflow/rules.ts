// Known ways into a repository through its workflows. After GitHub, "Security hardening for GitHub Actions", and GitHub Security Lab,
// "Keeping your GitHub Actions and workflows secure", parts 1 to 3.
import type { SecurityRule } from '../rule.ts';
import type { Entry, Workflow } from './read-workflow.ts';

type WorkflowRule = SecurityRule<Workflow>;

/** Texts that whoever opens an issue, pull request or branch chooses. Numbers, ids and commit hashes are GitHub's own. */
const CHOSEN =
  /\$\{\{[^}]*\bgithub\.(?:head_ref\b|event\.(?:[\w.*[\]'-]+\.)?(?:body|default_branch|email|head_ref|label(?:\.name)?|message|name|page_name|ref|title)\b)[^}]*\}\}/;
const HEAD =
  /github\.event\.pull_request\.head|github\.head_ref|refs\/pull\/|github\.event\.workflow_run\.head/;

const pullRequestTarget: WorkflowRule = {
  id: 'workflow-untrusted-checkout',
  severity: 'high',
  confidence: 'high',
  cwe: 'CWE-829',
  why: 'The event gives the secrets and a token that writes, and the checked-out code is a stranger’s: whatever is built or installed takes both.',
  mend: 'Build on pull_request, without secrets; do what needs rights in a second workflow that runs none of the code.',
  bad: 'on: pull_request_target\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v6\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n',
  good: 'on: pull_request\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v6\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n',
  check: ({ events, entries, textAt }) =>
    events.has('pull_request_target') || events.has('workflow_run')
      ? entries.flatMap(({ key, value, line, map }) =>
          key === 'uses' &&
          value.startsWith('actions/checkout@') &&
          HEAD.test(textAt(map, ['with', 'ref']) + textAt(map, ['with', 'repository']))
            ? [
                {
                  line,
                  endLine: line,
                  message: 'A stranger’s code is checked out in a workflow that has secrets and rights.',
                },
              ]
            : [],
        )
      : [],
};

const injection: WorkflowRule = {
  id: 'workflow-injection',
  severity: 'high',
  confidence: 'high',
  cwe: 'CWE-94',
  why: 'The expression is filled in before the shell reads the script: a title such as `"; curl … | sh; "` is run.',
  mend: 'Hand the value over by `env:` and use it quoted, as "$TITLE".',
  bad: 'on: issues\njobs:\n  a:\n    steps:\n      - run: |\n          echo hello\n          echo "${{ github.event.issue.title }}"\n',
  good: 'on: issues\njobs:\n  a:\n    steps:\n      - env:\n          TITLE: ${{ github.event.issue.title }}\n        run: echo "$TITLE" ${{ github.event.issue.number }}\n',
  check: ({ entries, textAt }) =>
    entries.flatMap((entry) => {
      const isScript =
        entry.key === 'run' ||
        (entry.key === 'script' && entry.lines.length > 0 && textAt(entry.map, ['script']) !== '');
      return isScript ? chosenLines(entry) : [];
    }),
};

function chosenLines({ line, lines }: Entry): ReturnType<WorkflowRule['check']> {
  return lines.flatMap((text, index) =>
    CHOSEN.test(text)
      ? [
          {
            line: line + index,
            endLine: line + index,
            message: 'A script holds a text that a stranger chooses.',
          },
        ]
      : [],
  );
}

const writeAll: WorkflowRule = {
  id: 'workflow-write-all',
  severity: 'medium',
  confidence: 'high',
  cwe: 'CWE-250',
  why: 'Every action and every package that the job runs may push code, publish and change releases.',
  mend: 'Name the few permissions each job needs; begin with `permissions: {}`.',
  bad: 'on: push\npermissions: write-all\njobs: {}\n',
  good: 'on: push\npermissions:\n  contents: read\njobs: {}\n',
  check: ({ entries }) =>
    entries.flatMap(({ key, value, line }) =>
      key === 'permissions' && value === 'write-all'
        ? [{ line, endLine: line, message: 'The token of the workflow may write everything.' }]
        : [],
    ),
};

const unpinned: WorkflowRule = {
  id: 'workflow-unpinned-action',
  severity: 'medium',
  confidence: 'high',
  cwe: 'CWE-1357',
  why: 'A tag can be moved to other code at any time, which then runs with your secrets: tj-actions/changed-files, CVE-2025-30066.',
  mend: 'Pin the action to the full commit hash and keep the version beside it as a comment.',
  bad: 'on: push\njobs:\n  a:\n    steps:\n      - uses: some/action@v2\n',
  good: 'on: push\njobs:\n  a:\n    steps:\n      - uses: actions/checkout@v6\n      - uses: ./local\n      - uses: some/action@0123456789abcdef0123456789abcdef01234567 # v2\n',
  check: ({ entries }) =>
    entries.flatMap(({ key, value, line }) => {
      const isForeign = key === 'uses' && !/^(\.{1,2}\/|docker:\/\/|actions\/|github\/)/.test(value);
      return isForeign && /@/.test(value) && !/@[0-9a-f]{40}$/.test(value)
        ? [
            {
              line,
              endLine: line,
              message: `\`${value.split('@')[0]}\` is taken by a name that can be moved.`,
            },
          ]
        : [];
    }),
};

export const WORKFLOW_RULES: readonly WorkflowRule[] = [pullRequestTarget, injection, writeAll, unpinned];
