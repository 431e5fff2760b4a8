// Jobs on the test GitHub whose code under review replaces other jobs' artifacts with the runner's own token: on the shipped workflows,
// and, as controls, on the same ones taking artifacts by their names.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { client } from '../../test/github/test-client.ts';
import { unzip } from '../../test/github/zip.ts';
import { fillPin } from '../../src/setup/init/action-pin.ts';
import { stageGitHub } from '../../test/action/staged-github.ts';
import { TINY_CONFIG } from '../../test/action/tiny-repository.ts';
import { FORGED, openThief } from './artifact-thief.ts';
import { tried, type Tried } from './tried.ts';

const INCIDENT = 'TanStack 2026-05, token read from runner memory';
const STOPPED_BY = 'what a trusted job made is taken by the id in its outputs';

const missing = (names: string, has: string): string =>
  `export function missing(wanted, stock) {\n  const names = ${names};\n  return wanted.filter((name) => !names.${has}(name));\n}\n`;
const work = (more: string): string => `import { missing } from './lib/missing.js';
${more}
const wanted = Array.from({ length: 20000 }, (_, index) => \`name \${index * 2}\`);
const stock = Array.from({ length: 20000 }, (_, index) => ({ name: \`name \${index * 3 + 1}\` }));
console.log(missing(wanted, stock).length);
`;

type Answers = 'by id' | 'by name';

export async function tryArtifacts(): Promise<readonly Tried[]> {
  const rows: Tried[] = [...(await replacedPlan('by name')), ...(await replacedPlan('by id'))];
  // Whether a patch is proven, and a forged proof laid there in time, is a matter of luck: of three times it must get through once.
  let control = await replacedCrew('by name');
  for (let again = 0; again < 2 && control.some(({ through }) => through); again += 1)
    control = await replacedCrew('by name');
  rows.push(...control, ...(await replacedCrew('by id')));
  return rows;
}

/** Whatever goes by name is forged; the control shows it. */
export async function replacedPlan(how: Answers): Promise<readonly Tried[]> {
  const { staged, thief, stack } = await stage('matrix.yml', how);
  await using _ = stack;
  await staged.github.idle();
  const verdicts = staged.checks().map(({ conclusion }) => conclusion);
  const isForged = verdicts.includes('success') || verdicts.includes('neutral');
  return [
    row('a measured command replaces the plan by one that asks for nothing, so that a slower change passes', {
      how,
      isForged,
      hasTried: thief.replaced.has('perfcrew-plan'),
      seen: `replaced ${[...thief.replaced].join(', ')}; verdict ${verdicts.join(', ') || 'none, the job fails'}`,
    }),
  ];
}

async function replacedCrew(how: Answers): Promise<readonly Tried[]> {
  const { staged, thief, stack, number } = await stage('optimize.yml', how);
  await using _ = stack;
  const { github } = staged;
  const alice = client(github, github.createUser('alice').token);
  await alice.rest.issues.addLabels({
    owner: 'alice',
    repo: 'shop',
    issue_number: number,
    labels: ['perfcrew'],
  });
  await github.idle();
  const posted = JSON.stringify([
    github.reviewComments().map(({ body }) => body),
    github.reviews().map(({ body }) => body),
    github.comments().map(({ body }) => body),
    (await alice.rest.pulls.list({ owner: 'alice', repo: 'shop', state: 'all' })).data.map(
      ({ title, body }) => [title, body],
    ),
  ]);
  const jobs = staged.run('perfcrew crew').jobs;
  const handedOn = await Promise.all(
    github
      .artifacts()
      .filter(({ name }) => /^perfcrew-(report|part-first|workshop)$/.test(name))
      .map(async ({ name, zip }) =>
        (await unzip(zip)).some(({ path }) => path.includes('forged')) ? [name] : [],
      ),
  );
  const smuggled = handedOn.flat();
  const propose = jobs.find(({ name }) => name === 'propose')?.conclusion ?? 'not there';
  return [
    row("a patched program replaces the crew's patches, the report and the plan while it is proven", {
      how,
      isForged: posted.includes(FORGED),
      hasTried: thief.replaced.has('perfcrew-crew'),
      seen: `replaced ${[...thief.replaced].join(', ')}; propose: ${propose}`,
    }),
    row('a measured command lays files for the crew beside its measurements', {
      how,
      isForged: smuggled.length > 0,
      hasTried: jobs.length > 0,
      seen: `handed on by ${smuggled.join(', ') || 'nobody'}`,
      stoppedBy: 'the report hands on its own documents, by their names, and nothing else',
    }),
  ];
}

function row(
  attempt: string,
  facts: {
    readonly how: Answers;
    readonly isForged: boolean;
    readonly hasTried: boolean;
    readonly seen: string;
    readonly stoppedBy?: string;
  },
): Tried {
  const { how, isForged, hasTried, seen, stoppedBy = STOPPED_BY } = facts;
  if (how === 'by name')
    return tried(`${attempt}, where artifacts go by name`, {
      zone: 'publish',
      stoppedBy: 'nothing; this is the control, which must get through',
      through: !isForged || !hasTried,
      seen,
    });
  return tried(attempt, {
    zone: 'publish',
    stoppedBy,
    incident: INCIDENT,
    through: isForged || !hasTried,
    seen,
  });
}

async function stage(example: 'matrix.yml' | 'optimize.yml', how: Answers) {
  const text = fillPin(
    await readFile(join(import.meta.dirname, '../../workflows-examples', example), 'utf8'),
    {
      ref: 'b'.repeat(40),
      version: 'v0.1.0',
    },
  );
  const stack = new AsyncDisposableStack();
  const thief = stack.use(await openThief(example === 'matrix.yml' ? 'gates' : 'prove'));
  const staged = stack.use(
    await stageGitHub({
      workflows: {},
      files: {
        '.github/workflows/perfcrew.yml': how === 'by id' ? text : byName(text),
        '.github/perfcrew.yml': TINY_CONFIG,
        'package.json': '{ "name": "tiny", "private": true, "type": "module" }\n',
        'lib/missing.js': missing('new Set(stock.map((item) => item.name))', 'has'),
        'work.js': work(''),
      },
    }),
  );
  const words = [thief.url, staged.github.origin].map((word) => JSON.stringify(word)).join(', ');
  const { number } = await staged.propose({
    'lib/missing.js': missing('stock.map((item) => item.name)', 'includes'),
    'hostile-job.mjs': await readFile(join(import.meta.dirname, 'hostile-job.mjs'), 'utf8'),
    'work.js': work(
      `import { spawnSync } from 'node:child_process';\nspawnSync(process.execPath, ['hostile-job.mjs', ${words}]);`,
    ),
  });
  return { staged, thief, stack, number };
}

/** As the workflows were: every artifact by the name it has. */
function byName(text: string): string {
  const names: Readonly<Record<string, string>> = {
    'plan.outputs.kept': 'perfcrew-plan',
    'report.outputs.kept': 'perfcrew-report',
    'crew-first.outputs.workshop': 'perfcrew-workshop',
    'crew-first.outputs.part': 'perfcrew-part-first',
    'crew-last.outputs.kept': 'perfcrew-crew',
    'crew-again.outputs.kept': 'perfcrew-crew-again',
  };
  return text
    .replace(/artifact-ids: >-\n(?: {12}.*\n)+/, 'pattern: perfcrew-part-*\n')
    .replaceAll(/artifact-ids: \$\{\{ needs\.([\w.-]+) \}\}/g, (_, id: string) => `name: ${names[id] ?? id}`)
    .replace(/(name: perfcrew-report\n(?: +#.*\n)? +path: )\|\n(?: {12}.*\n)+/, '$1.perfcrew\n');
}
