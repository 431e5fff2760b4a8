// `perfcrew prove`: what the crew proposed, or a patch written by hand, applied, tested and measured against head.
import { resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { keptFiles } from '../../io/files/kept-files.ts';
import { watchSettings } from '../../io/git/watch-settings.ts';
import { openPatches } from '../../io/git/open-patches.ts';
import { ZONE_MARK } from '../../io/zones/run-zone.ts';
import type { Proof } from '../../prove/proof.ts';
import { provenAlone } from '../../report/proposals/together-sentence.ts';
import { spendingCaps } from '../../run/spending-caps.ts';
import { becomeRunZone } from '../../run/zones/clean-process.ts';
import { patchByHand } from '../../run/zones/patch-by-hand.ts';
import { readProofs } from '../../run/zones/proof-files.ts';
import { proveProposals } from '../../run/zones/prove-proposals.ts';
import { readThoughts } from '../../run/zones/proposals-of.ts';
import { reasonToEnd } from '../../run/zones/rounds.ts';
import { toProveTogether } from '../../run/zones/to-prove-together.ts';
import { countOption } from '../options.ts';
import { printJson, shownPath } from '../outcome.ts';
import { renderProofs } from '../render-proofs.ts';
import { openSession } from '../session.ts';
import type { Verb, VerbContext } from '../verb.ts';

/** Larger than any patch that is proven; the rest of the way says why it is refused. */
const MOST_BYTES = 1_000_000;

export const proveVerb: Verb = {
  summary: 'prove what the crew proposed, or a patch of yours: apply, test, measure against head',
  argument: 'FILE.patch',
  options: [
    'base',
    'head',
    'config',
    'minutes',
    'seed',
    'round',
    'rounds',
    'together',
    'run-directory',
    'json',
    'quiet',
    'verbose',
  ],
  async run(context) {
    const { terminal, options, argument, version } = context;
    const { directory, environment, stdout, signal } = terminal;
    if (environment === process.env) becomeRunZone(terminal.arguments);
    await using session = await openSession(context);
    const { world, folder, seed, cacheDirectory } = session;
    const files = { ...world.files, ...keptFiles() };
    const pullRequest = await session.pullRequest();
    const head = pullRequest.head.sha;
    const config = await session.config(pullRequest);
    const round = countOption('round', options.round) ?? 1;
    const rounds = countOption('rounds', options.rounds) ?? round;
    const thoughts = argument === null ? await readThoughts(folder.directory, head, files) : null;
    const proposals =
      argument === null ? (thoughts?.proposals ?? []) : [await patchIn(context, argument, files)];
    const isLast = (proofs: readonly Proof[]): boolean =>
      thoughts === null ||
      round >= rounds ||
      reasonToEnd({ thoughts, proofs, budgetUsd: spendingCaps(config, 1).runUsd }) !== null;
    const wish = {
      automation: argument === null ? config.crew.automation : 'manual',
      isAsked: options.together === true,
    } as const;
    const isFirst = argument === null && round === 1;
    const earlier = isFirst ? [] : await readProofs(folder.directory, head, { files, log: world.log });
    const settings = await watchSettings(world.git.root);
    const { proofs, paths } = await proveProposals(
      {
        proposals,
        earlier:
          argument === null
            ? earlier
            : earlier.filter(({ proposal }) => proposal.patch !== proposals[0]?.patch),
        together: (proofs) => (isLast(proofs) ? toProveTogether(proofs, wish) : []),
        head,
        config,
        seed,
        version,
        cacheDirectory,
        folder,
      },
      { ...world, files, patches: openPatches(world.git.root, signal) },
    );
    await settings.check();
    const patches = new Set(proposals.map(({ patch }) => patch));
    const told = proofs.filter(({ proposal, together }) =>
      together === undefined ? patches.has(proposal.patch) : argument === null || wish.isAsked,
    );
    // Who started this as a zone reads it; progress stays on stderr, which `--json` would silence.
    if (options.json || environment[ZONE_MARK] !== undefined) printJson(told, stdout);
    else stdout.write(renderProofs(told, { paths: paths.map((path) => shownPath(path, directory)) }));
    return argument === null || provenAlone(told) > 0 ? 0 : 1;
  },
};

async function patchIn(
  { terminal }: VerbContext,
  name: string,
  files: { readBytes(path: string, mostBytes: number): Promise<Uint8Array | null> },
) {
  const bytes = await files.readBytes(resolve(terminal.directory, name), MOST_BYTES);
  if (bytes !== null)
    return patchByHand(new TextDecoder().decode(bytes), name, terminal.environment['USER'] ?? 'somebody');
  throw new Problem('input-invalid', {
    what: `There is no file ${name}, or it has more than ${MOST_BYTES / 1_000_000} MB.`,
    mend: `Write it with \`git diff > ${name}\`.`,
  });
}
