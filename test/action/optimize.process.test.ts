// optimize.yml as it stands on the test GitHub: from a label to a proven patch that is offered on the pull request.
import { expect, test } from 'vitest';
import { unzip } from '../github/zip.ts';
import { client } from '../github/test-client.ts';
import { logOf, stageGitHub } from './staged-github.ts';
import { TINY_CONFIG } from './tiny-repository.ts';

const missing = (names: string, has: string): string => `/** Names that are wanted and not in stock. */
export function missing(wanted, stock) {
  const names = ${names};
  return wanted.filter((name) => !names.${has}(name));
}
`;
const FILES = {
  '.github/perfcrew.yml': TINY_CONFIG,
  'package.json': '{ "name": "tiny", "private": true, "type": "module" }\n',
  'lib/missing.js': missing('new Set(stock.map((item) => item.name))', 'has'),
  'work.js': `import { missing } from './lib/missing.js';

const wanted = Array.from({ length: 20000 }, (_, index) => \`name \${index * 2}\`);
const stock = Array.from({ length: 20000 }, (_, index) => ({ name: \`name \${index * 3 + 1}\` }));
console.log(missing(wanted, stock).length);
`,
};
const SLOW = { 'lib/missing.js': missing('stock.map((item) => item.name)', 'includes') };
const READ = { metadata: 'read', contents: 'read' };

test(
  'a label brings the crew: reviewed, thought about, proven, proposed, each job with the rights of its zone',
  { timeout: 300_000 },
  async () => {
    await using staged = await stageGitHub({
      workflows: { 'optimize.yml': 'perfcrew-crew.yml' },
      files: FILES,
    });
    const { github } = staged;
    const alice = client(github, github.createUser('alice').token);
    const { number } = await staged.propose(SLOW);
    const label = { owner: 'alice', repo: 'shop', issue_number: number };
    await alice.rest.issues.addLabels({ ...label, labels: ['perfcrew'] });
    await github.idle();

    const run = staged.run('perfcrew crew');
    expect(
      run.jobs.map(({ name, conclusion }) => `${name}: ${conclusion}`),
      logOf(run),
    ).toEqual([
      'plan: success',
      'command: success',
      'static-security: success',
      'report: success',
      'crew-first: success',
      'cache-architect: success',
      'code-optimizer: success',
      'crew-last: success',
      'prove: success',
      // Without a key rules would write the same once more.
      'crew-again: skipped',
      'prove-again: skipped',
      'propose: success',
    ]);
    const begun = run.jobs.filter(({ conclusion }) => conclusion !== 'skipped');
    expect(begun.map(({ permissions }) => permissions)).toEqual([
      { ...READ, pull_requests: 'read' },
      READ,
      READ,
      { ...READ, checks: 'write', pull_requests: 'write' },
      READ,
      { metadata: 'read' },
      { metadata: 'read' },
      { metadata: 'read' },
      READ,
      { metadata: 'read', contents: 'write', pull_requests: 'write' },
    ]);
    const outputs = Object.assign({}, ...run.jobs.flatMap(({ steps }) => steps.map((step) => step.outputs)));
    const summaries = run.jobs.flatMap(({ steps }) => steps.map(({ summary }) => summary)).join('\n');
    expect(outputs, summaries).toMatchObject({
      verdict: 'fail',
      proposals: '1',
      model: 'false',
      proven: '1',
      again: 'false',
      told: '1',
    });
    const { data: suggestions } = await alice.rest.pulls.listReviewComments({
      ...label,
      pull_number: number,
    });
    expect(suggestions.map(({ path }) => path)).toEqual(['lib/missing.js']);
    expect(suggestions[0]?.body).toContain('```suggestion');
    expect(suggestions[0]?.body).toContain('namesSet.has(name)');
    expect(github.comments({ number })[0]?.body).toContain('Proven patches');
    const kept = github.artifacts().find(({ name }) => name === 'perfcrew-crew')?.zip ?? Buffer.alloc(0);
    expect((await unzip(kept)).map(({ path }) => path)).toEqual(
      expect.arrayContaining(['thoughts.json', 'crew/recommendations.md', 'crew/bottlenecks.csv']),
    );
  },
);

test('another label starts nothing', async () => {
  await using staged = await stageGitHub({
    workflows: { 'optimize.yml': 'perfcrew-crew.yml' },
    files: FILES,
  });
  const { github } = staged;
  const alice = client(github, github.createUser('alice').token);
  const { number } = await staged.propose(SLOW);
  await alice.rest.issues.addLabels({ owner: 'alice', repo: 'shop', issue_number: number, labels: ['bug'] });
  await github.idle();
  expect(staged.run('perfcrew crew').jobs.map(({ conclusion }) => conclusion)).toEqual(
    Array.from({ length: 10 }, () => 'skipped'),
  );
});
