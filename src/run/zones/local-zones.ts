// The zones on one machine: each a process that sees only what it needs; the key goes to the thinking one alone, by its input.
import { join } from 'node:path';
import { z } from 'zod';
import type { PullRequest } from '../../change/pull-request.ts';
import { Problem } from '../../core/problem.ts';
import { processNamespace } from '../../io/zones/isolation.ts';
import { refuseLinks } from '../../io/zones/refuse-links.ts';
import { runZone } from '../../io/zones/run-zone.ts';
import type { Files } from '../../ports/files.ts';
import type { KeptFiles } from '../../ports/kept-files.ts';
import type { Log } from '../../ports/log.ts';
import { proofSchema, type Proof } from '../../prove/proof.ts';
import { parseBounded } from '../../runtime/store/parse-bounded.ts';
import { WORKSHOP_PATH, writeWorkshop } from './gather.ts';
import { PROOFS_FOLDER, writeProofs } from './proof-files.ts';
import { readBounded } from './read-bounded.ts';
import { scriptOf, thinkCommand } from './think-command.ts';
import { MOST_THOUGHTS_BYTES, THOUGHTS_PATH, thoughtsSchema, type Thoughts } from './thoughts.ts';
import type { WorkshopDocument } from './workshop-document.ts';
import { runEnvironment, thinkEnvironment } from './zone-environment.ts';

export interface LocalZonesRequest {
  readonly programsDirectory: string;
  /** Without the key. */
  readonly environment: NodeJS.ProcessEnv;
  /** Null where there is none, and rules work alone. */
  readonly key: string | null;
  /** Folder of the run, absolute. */
  readonly directory: string;
  /** Where somebody stands who started this; paths in options are meant from there. */
  readonly startDirectory: string;
  readonly ledgerDirectory: string;
  /** Names of variables that the configuration hands to what is measured. */
  readonly runVariables: readonly string[];
  readonly pullRequest: PullRequest;
  /** Once, before the first round. */
  readonly gather: () => Promise<WorkshopDocument>;
  /** Options that each verb is handed on, as words. */
  readonly words: Readonly<Record<'review' | 'think' | 'prove', readonly string[]>>;
}

export interface Zones {
  review(): Promise<void>;
  think(round: number): Promise<Thoughts>;
  prove(round: number): Promise<readonly Proof[]>;
}

/** Where the think zone writes down what the model costs; it may not look at the repository to find out. */
export const LEDGER_VARIABLE = 'PERFCREW_LEDGER';

const printedSchema = z.array(proofSchema).max(1000);

interface Outside {
  readonly files: Files & KeptFiles;
  readonly log: Log;
  readonly signal: AbortSignal;
}

export function localZones(request: LocalZonesRequest, { files, log, signal }: Outside): Zones {
  const { programsDirectory, environment, key, directory, startDirectory, pullRequest, words } = request;
  const { base, head } = pullRequest;
  const commits = ['--base', base.sha, '--head', head.sha];
  const folder = ['--run-directory', directory];
  const plain = [process.execPath, scriptOf(programsDirectory)] as const;
  const shared = { signal, secret: null };
  const proofs = new Map<string, Proof>();
  let workshop: WorkshopDocument | null = null;
  let thoughts: Thoughts | null = null;

  return {
    async review() {
      const { exitCode } = await runZone({
        ...shared,
        command: within([...plain, 'review', ...folder, ...words.review], environment),
        environment: runEnvironment(environment, request.runVariables),
        directory: startDirectory,
      });
      // 1: slower than allowed, which is what the crew is for.
      if (exitCode !== 0 && exitCode !== 1) throw endedBadly('review', exitCode);
    },
    async think(round) {
      workshop ??= await request.gather();
      await refuseLinks([
        ...['crew', '.tasks', THOUGHTS_PATH, WORKSHOP_PATH, PROOFS_FOLDER].map((name) =>
          join(directory, name),
        ),
        request.ledgerDirectory,
      ]);
      // Anew each time: code under review may have had its hands on them since.
      await writeWorkshop(directory, workshop, files);
      if (thoughts !== null) await files.writeText(join(directory, THOUGHTS_PATH), JSON.stringify(thoughts));
      const { command, isConfined } = thinkCommand(
        { programsDirectory, writable: [directory, request.ledgerDirectory] },
        [
          'think',
          ...folder,
          '--round',
          `${round}`,
          ...(key === null ? [] : ['--key-from-stdin']),
          ...words.think,
        ],
      );
      if (!isConfined && round === 1)
        log.warn('This Node has no permission model: the crew thinks in a process that could start others.');
      const { exitCode } = await runZone({
        ...shared,
        command,
        environment: { ...thinkEnvironment(environment), [LEDGER_VARIABLE]: request.ledgerDirectory },
        directory,
        secret: key,
      });
      if (exitCode !== 0) throw endedBadly('think', exitCode);
      thoughts = await readBounded(
        {
          folder: directory,
          path: THOUGHTS_PATH,
          schema: thoughtsSchema,
          mostBytes: MOST_THOUGHTS_BYTES,
          mend: 'Run `perfcrew optimize` again.',
        },
        files,
      );
      return thoughts;
    },
    async prove(round) {
      const { exitCode, printed } = await runZone({
        ...shared,
        command: [...plain, 'prove', ...commits, ...folder, '--round', `${round}`, ...words.prove],
        environment: runEnvironment(environment),
        directory: startDirectory,
      });
      if (exitCode !== 0) throw endedBadly('prove', exitCode);
      for (const proof of readPrinted(printed)) proofs.set(proof.id, proof);
      // Once more, now that nothing of the zone is alive: what it wrote somebody may have changed since.
      await writeProofs(directory, [...proofs.values()], files);
      return [...proofs.values()];
    },
  };
}

/** With processes of its own where the system has that; `perfcrew prove` sees to it by itself. */
function within(
  command: readonly [string, ...string[]],
  environment: NodeJS.ProcessEnv,
): readonly [string, ...string[]] {
  const [program, ...rest] = processNamespace(environment) ?? [];
  return program === undefined ? command : [program, ...rest, ...command];
}

function readPrinted(text: string): readonly Proof[] {
  const read = parseBounded(text, { schema: printedSchema, mostBytes: MOST_THOUGHTS_BYTES });
  if (read.valid) return read.value;
  throw new Problem('document-invalid', {
    what: `What \`perfcrew prove\` printed are no proofs: ${read.reason}.`,
    mend: 'Run `perfcrew optimize` again.',
  });
}

function endedBadly(zone: string, exitCode: number | null): Problem {
  return new Problem('document-missing', {
    what: `\`perfcrew ${zone}\`, a process of its own, ended ${exitCode === null ? 'by a signal' : `with exit code ${exitCode}`}; what it said stands above.`,
    mend: 'Mend that and run `perfcrew optimize` again; what is done is not done twice.',
  });
}
