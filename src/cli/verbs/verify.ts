// `perfcrew verify`: does a recorded proof hold when it is done again?
import { resolve } from 'node:path';
import { Problem } from '../../core/problem.ts';
import { openPatches } from '../../io/git/open-patches.ts';
import { watchSettings } from '../../io/git/watch-settings.ts';
import { MOST_PROOF_BYTES, readProof } from '../../prove/read-proof.ts';
import { verifyProof } from '../../prove/verify-proof.ts';
import { fingerprint } from '../../run/fingerprint.ts';
import { localPullRequest } from '../../run/local-pull-request.ts';
import { becomeRunZone } from '../../run/zones/clean-process.ts';
import { printJson } from '../outcome.ts';
import { renderVerification } from '../render-verification.ts';
import { openSession, type Session } from '../session.ts';
import type { Verb, VerbContext } from '../verb.ts';

export const verifyVerb: Verb = {
  summary: 'do a recorded proof again, and tell whether it holds',
  argument: 'ID or FILE',
  options: ['base', 'config', 'minutes', 'run-directory', 'json', 'quiet', 'verbose'],
  async run(context) {
    const { terminal, options, version } = context;
    if (terminal.environment === process.env) becomeRunZone(terminal.arguments);
    await using session = await openSession(context);
    const { world } = session;
    const proof = await findProof(context, session);
    const pullRequest = await localPullRequest(
      { base: options.base, head: proof.head, title: proof.proposal.title },
      world.git,
    );
    const config = await session.config(pullRequest);
    const settings = await watchSettings(world.git.root);
    await using own = await world.files.temporaryFolder('proof');
    const verification = await verifyProof(
      proof,
      {
        config,
        version,
        runDirectory: own.directory,
        cacheDirectory: session.cacheDirectory,
        environment: await fingerprint(
          { gates: config.targets.pages.length > 0 ? [{ gate: 'page' }] : [] },
          world.toolbox,
        ),
      },
      { ...world, patches: openPatches(world.git.root, world.signal) },
    );
    await settings.check();
    if (options.json) printJson(verification, terminal.stdout);
    else terminal.stdout.write(renderVerification(verification));
    return verification.holds ? 0 : 1;
  },
};

const ID = /^[0-9a-f]{14}$/;

async function findProof({ argument, terminal }: VerbContext, { world, folder }: Session) {
  if (argument === null)
    throw new Problem('usage', {
      what: 'perfcrew verify does not know which proof.',
      mend: 'Name one by its id or its file, as in `perfcrew verify .perfcrew/proofs/ID.json`.',
    });
  const path = ID.test(argument)
    ? `${folder.directory}/proofs/${argument}.json`
    : resolve(terminal.directory, argument);
  const bytes = await world.files.readBytes(path, MOST_PROOF_BYTES);
  if (bytes === null)
    throw new Problem('document-missing', {
      what: `${path} is not there, or too large for a proof.`,
      mend: 'Name a proof of `.perfcrew/proofs` by its id, or the file it is in. For one that a pull request tells of: its run keeps the proofs as the artifact `perfcrew-proofs`, to be unpacked there.',
    });
  return readProof(new TextDecoder().decode(bytes), path);
}
