// Somebody outside who is handed the runner's token by code under review, and puts forged artifacts in the place of trusted ones.
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import { resultsClient, type ResultsClient } from '../../test/github/results-client.ts';
import { unzip, zip } from '../../test/github/zip.ts';

const PHASES = ['gates', 'prove'] as const;
type Phase = (typeof PHASES)[number];

const stolenSchema = z.object({ token: z.string(), url: z.string(), phase: z.enum(PHASES) });
const proposalSchema = z.looseObject({ patch: z.string() });

/** Stands in every text of his. */
export const FORGED = 'forged-by-a-stranger';

interface Hand {
  readonly client: ResultsClient;
  readonly replaced: Set<string>;
}

export interface Thief extends AsyncDisposable {
  readonly url: string;
  /** Artifacts he has replaced. */
  readonly replaced: ReadonlySet<string>;
}

/** `at`: the jobs in which he strikes; in others he only has files laid beside the honest ones. */
export async function openThief(at: Phase): Promise<Thief> {
  const replaced = new Set<string>();
  const server = createServer((request, response) => {
    void (async () => {
      const { phase, ...stolen } = stolenSchema.parse(JSON.parse(await text(request)));
      const isNow = phase === at && replaced.size === 0;
      const client = resultsClient(stolen);
      if (!isNow) response.end(phase === 'gates' ? FORGED : '');
      else response.end(await (phase === 'gates' ? replacePlan : replaceCrew)({ client, replaced }));
    })().catch(() => response.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    replaced,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

async function change(
  name: string,
  { client, replaced }: Hand,
  edit: (path: string, content: string) => string,
): Promise<void> {
  const entries = await unzip(await client.download(name));
  const forged = entries.map(({ path, content }) => ({
    path,
    content: Buffer.from(edit(path, content.toString())),
  }));
  await client.remove(name);
  await client.upload(name, zip(forged));
  replaced.add(name);
}

/** What his accomplice shall write down beside the honest files. */
async function replacePlan(hand: Hand): Promise<string> {
  await change('perfcrew-plan', hand, (path, content) =>
    path === 'plan.json' ? withoutGates(content) : content,
  );
  return FORGED;
}

/** Gives the forged proposal, so that his accomplice can forge its proof. */
async function replaceCrew(hand: Hand): Promise<string> {
  let proposal = '';
  await change('perfcrew-crew', hand, (path, content) => {
    if (path !== 'thoughts.json') return content;
    const thoughts = z.looseObject({ proposals: z.array(proposalSchema).min(1) }).parse(JSON.parse(content));
    const [own] = thoughts.proposals;
    const forged = {
      ...own,
      id: 'forged-by-a-stranger',
      patch: own?.patch.replace(/^(\+[^+].*\S)$/m, `$1 // ${FORGED}`),
    };
    proposal = JSON.stringify(forged);
    // The honest ones keep their patches, so that their proofs hold, and get his words.
    const renamed = thoughts.proposals.map((one) => ({ ...one, title: FORGED }));
    return JSON.stringify({ ...thoughts, proposals: [...renamed, forged] });
  });
  for (const name of ['perfcrew-report', 'perfcrew-plan'])
    await change(name, hand, (_, content) => content.replaceAll('Change the work', FORGED));
  return proposal;
}

/** Nothing is asked for, so nothing is missed. */
function withoutGates(text: string): string {
  const plan = z.looseObject({ gates: z.array(z.unknown()) }).parse(JSON.parse(text));
  return JSON.stringify({ ...plan, gates: [] });
}
