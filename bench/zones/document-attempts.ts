// Documents as another zone, or another job, may have written them to do harm.
import { mkdir, mkdtemp, open, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keptFiles } from '../../src/io/files/kept-files.ts';
import { openFiles } from '../../src/io/files/open-files.ts';
import { readProofs } from '../../src/run/zones/proof-files.ts';
import { tryReadBounded } from '../../src/run/zones/read-bounded.ts';
import {
  MOST_THOUGHTS_BYTES,
  THOUGHTS_PATH,
  thoughtsSchema,
  type Thoughts,
} from '../../src/run/zones/thoughts.ts';
import { zip } from '../../test/github/zip.ts';
import { readMeasurements } from '../../bot/read-measurements.ts';
import { tried, type Tried } from './tried.ts';

const THOUGHTS: Thoughts = {
  document: 'thoughts',
  version: 1,
  round: 1,
  head: 'a'.repeat(40),
  bottlenecks: [],
  proposals: [],
  endings: [],
  paths: [],
  documents: {},
  costUsd: null,
};

export async function tryDocuments(): Promise<readonly Tried[]> {
  const folder = await mkdtemp(join(tmpdir(), 'perfcrew-documents-'));
  const path = join(folder, THOUGHTS_PATH);
  const read = async (): Promise<Pick<Tried, 'through' | 'seen'>> => {
    const begun = process.memoryUsage().rss;
    const answer = await tryReadBounded(
      { folder, path: THOUGHTS_PATH, schema: thoughtsSchema, mostBytes: MOST_THOUGHTS_BYTES },
      keptFiles(),
    );
    const grownMb = Math.round((process.memoryUsage().rss - begun) / 1_000_000);
    return answer.valid
      ? { through: true, seen: 'it was taken' }
      : { through: false, seen: `${answer.reason}; ${grownMb} MB of memory` };
  };
  const attempt = async (name: string, stoppedBy: string, text: string): Promise<Tried> => {
    await writeFile(path, text);
    return tried(name, { zone: 'publish', stoppedBy, ...(await read()) });
  };
  const valid = JSON.stringify(THOUGHTS);
  try {
    const rows: Tried[] = [];
    await writeFile(path, valid);
    const control = await read();
    rows.push(
      tried('an honest document is read', {
        zone: 'publish',
        stoppedBy: 'nothing; this is the control',
        through: !control.through,
        seen: control.seen,
      }),
    );
    await rm(path);
    await using big = await open(path, 'w');
    await big.truncate(100_000_000);
    rows.push(
      tried('a document of 100 MB', {
        zone: 'publish',
        stoppedBy: 'its size, before it is read',
        ...(await read()),
      }),
    );
    rows.push(
      await attempt(
        'a document nested 200,000 levels deep',
        'its depth, before it is parsed',
        '['.repeat(200_000),
      ),
      await attempt(
        'a document with one string of 30 MB',
        'the schema, without a pattern that overflows',
        valid.replace('"paths":[]', `"paths":["${'\\"'.repeat(15_000_000)}"]`),
      ),
      await attempt(
        'a document with __proto__',
        'the schema knows its keys',
        valid.replace('{', '{"__proto__":{"isAdmin":true},'),
      ),
      await attempt(
        'a document with a key nobody knows',
        'the schema knows its keys',
        valid.replace('{', '{"script":"x",'),
      ),
      await attempt(
        'a proposal whose id is a path',
        'ids are letters, digits and dashes',
        withProposal({ id: '../../evil' }),
      ),
      await attempt(
        'a proposal of 5 MB',
        'the bound of a patch',
        withProposal({ patch: 'x'.repeat(5_000_000) }),
      ),
    );
    await rm(path);
    await symlink('/etc/passwd', path);
    rows.push(
      tried('an artifact that is a link to a file of the machine', {
        zone: 'publish',
        stoppedBy: 'links out of the folder are not followed',
        incident: 'CVE-2024-42471, artifact extraction',
        ...(await read()),
      }),
      await lyingProof(folder),
      ...(await archives()),
    );
    return rows;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

function withProposal(changes: Readonly<Record<string, unknown>>): string {
  const proposal = {
    document: 'proposal',
    version: 1,
    id: 'fine',
    kind: 'set-lookup',
    title: 't',
    why: 'w',
    location: null,
    bottleneck: null,
    targets: [],
    patch: 'p',
    author: { kind: 'codemod', name: 'c' },
    risk: 'low',
    ...changes,
  };
  return JSON.stringify({ ...THOUGHTS, proposals: [proposal] });
}

async function lyingProof(folder: string): Promise<Tried> {
  await mkdir(join(folder, 'proofs'), { recursive: true });
  await writeFile(
    join(folder, 'proofs/0123456789abcd.json'),
    '{"document":"proof","version":1,"outcome":"proven"}',
  );
  await using files = openFiles();
  const warnings: string[] = [];
  const proofs = await readProofs(folder, THOUGHTS.head, {
    files: { ...files, ...keptFiles() },
    log: { warn: (text) => warnings.push(text) },
  });
  return tried('a forged proof without evidence', {
    zone: 'publish',
    stoppedBy: 'the schema of a proof',
    through: proofs.length > 0,
    seen: warnings.join(' ').slice(-160),
  });
}

/** The one place where perfcrew unpacks: the bot. The Action leaves it to GitHub's download-artifact and reads files as above. */
async function archives(): Promise<readonly Tried[]> {
  const bomb = zip([{ path: 'measurements/bomb-1.json', content: Buffer.alloc(200_000_000, 0x20) }]);
  const slip = zip([{ path: '../measurements/evil-1.json', content: Buffer.from('{}') }]);
  const begun = process.memoryUsage().rss;
  const bombed = await readMeasurements(bomb);
  const grownMb = Math.round((process.memoryUsage().rss - begun) / 1_000_000);
  const slipped = await readMeasurements(slip);
  return [
    tried('a zip bomb: 200 kB that unpack to 200 MB', {
      zone: 'publish',
      stoppedBy: 'the bound of each entry and of all; nothing is unpacked on disk',
      through: bombed.measurements.length > 0 || grownMb > 150,
      seen: `${bomb.length} bytes refused, ${grownMb} MB of memory`,
    }),
    tried('an archive with a path out of its folder', {
      zone: 'publish',
      stoppedBy: 'nothing is written; the name is refused',
      incident: 'CVE-2024-42471, zip slip',
      through: slipped.measurements.length > 0,
      seen: `${slipped.refused} refused`,
    }),
  ];
}
